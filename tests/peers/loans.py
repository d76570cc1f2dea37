"""2,000 random loans, worked out independently of the calculator.

Everything is done month by month with Python's decimal at 60 digits, without the closed forms that
the calculator uses; the annualised rate is found by halving an interval. Prints one JSON list.
Before that, payments, rates and splits are held against numpy-financial: its own published test
values, and its functions on the same loans.
"""

import json
import random
from decimal import Decimal, ROUND_HALF_UP, getcontext, localcontext

import numpy_financial as npf

getcontext().prec = 60
METHODS = ["equal-instalment", "equal-principal", "interest-only", "bullet"]


def rounded(value, places="0.01"):
    # Adding zero turns a negative zero into a plain one.
    return str(value.quantize(Decimal(places), ROUND_HALF_UP) + 0)


def month_by_month(principal, rate, months, method):
    """Unrounded: the payment of every month and what is owed at the start of it."""
    monthly = rate / 1200
    if method == "equal-instalment":
        if monthly:
            instalment = principal / sum((1 + monthly) ** -t for t in range(1, months + 1))
        else:
            instalment = principal / months
    payments, owed, balance = [], [], principal
    for month in range(1, months + 1):
        owed.append(balance)
        interest = balance * monthly
        last = month == months
        if method == "equal-instalment":
            payment = instalment
        elif method == "equal-principal":
            payment = principal / months + interest
        elif method == "interest-only":
            payment = interest + (principal if last else 0)
        else:
            payment = principal * (1 + monthly * months) if last else Decimal(0)
        payments.append(payment)
        if method != "bullet":
            balance -= payment - interest
    return payments, owed


def rounded_rows(principal, rate, months, method):
    """The table as a bank charges it: every row rounded, the last one closing the balance."""
    cent = Decimal("0.01")
    half_up = lambda value: value.quantize(cent, ROUND_HALF_UP)
    exact, _ = month_by_month(principal, rate, months, method)
    if method == "bullet":
        interest = half_up(principal * rate * months / 1200)
        return interest, principal + interest
    balance, total, payment = principal, Decimal(0), Decimal(0)
    for month in range(1, months + 1):
        interest = half_up(balance * rate / 1200)
        if month == months:
            part = balance
        elif method == "equal-instalment":
            part = min(max(half_up(exact[0]) - interest, Decimal(0)), balance)
        elif method == "equal-principal":
            part = min(half_up(principal / months), balance)
        else:
            part = Decimal(0)
        balance -= part
        total += interest
        payment = part + interest
    return total, payment


def monthly_return(payments, received):
    """The monthly rate at which the payments are worth what was received, by halving."""
    low, high = Decimal(0), Decimal(2)
    for _ in range(110):
        middle = (low + high) / 2
        factor, worth = 1 / (1 + middle), Decimal(0)
        for payment in reversed(payments):
            worth = (worth + payment) * factor
        low, high = (middle, high) if worth > received else (low, middle)
    return (low + high) / 2


def published_by_numpy_financial():
    """Values that numpy-financial's own tests and documentation state."""
    with localcontext() as published:
        published.prec = 28
        assert npf.pmt(Decimal("0.08") / 12, 60, 15000) == Decimal("-304.1459143262052370338701494")
    assert abs(npf.rate(10, 0, -3500, 10000) - 0.1106908) < 1e-7
    assert abs(npf.ipmt(0.0824 / 12, 1, 12, 2500) + 17.166667) < 1e-6


def agrees_with_numpy_financial(principal, rate, months, payments, owed):
    """Payment, split and rate of an equal-instalment loan, to numpy-financial's precision."""
    monthly = float(rate / 1200)
    near = lambda ours, theirs: abs(float(ours) + float(theirs)) <= 1e-7 * max(1, abs(float(ours)))
    assert near(payments[0], npf.pmt(monthly, months, float(principal)))
    month = months // 2 + 1
    interest = owed[month - 1] * rate / 1200
    assert near(interest, npf.ipmt(monthly, month, months, float(principal)))
    assert near(payments[0] - interest, npf.ppmt(monthly, month, months, float(principal)))
    found = npf.rate(months, -float(payments[0]), float(principal), 0)
    assert abs(found - monthly) < 1e-7


def main():
    published_by_numpy_financial()
    random.seed(20261123)
    loans = []
    for index in range(2000):
        method = METHODS[index % 4]
        months = random.choice([1, 2, 6, 12, 24, 36, 60, 120, random.randint(1, 360)])
        principal = Decimal(random.randint(100, 10 ** random.randint(3, 10))) / 100
        rate = Decimal(random.choice([0, random.randint(1, 240000), random.randint(1, 60) * 1000])) / 10000
        fee = (principal * random.choice([0, 0, 1, 3, 20]) / 100).quantize(Decimal("0.01"))
        part = (rate * random.randint(0, 100) / 100).quantize(Decimal("0.0001"))
        upto = random.randint(0, months)
        payments, owed = month_by_month(principal, rate, months, method)
        if method == "equal-instalment" and rate and months > 1:
            agrees_with_numpy_financial(principal, rate, months, payments, owed)
        rows_interest, last_row = rounded_rows(principal, rate, months, method)
        m = monthly_return(payments, principal - fee)
        loans.append({
            "method": method, "months": months, "principal": str(principal), "rate": str(rate),
            "fee": str(fee), "part": str(part), "upto": upto,
            "first": rounded(payments[0] if method != "bullet" else payments[-1]),
            "last": rounded(payments[-1]),
            "interest": rounded(sum(payments) - principal),
            "part_interest": rounded(sum(owed[:upto], Decimal(0)) * part / 1200),
            "rows_interest": rounded(rows_interest),
            "last_row": rounded(last_row),
            "compound": rounded(((1 + m) ** 12 - 1) * 100, "0.0001"),
            "simple": rounded(m * 1200, "0.0001"),
        })
    print(json.dumps(loans))


main()
