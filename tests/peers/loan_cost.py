"""What loan offers cost, worked out independently of the calculator.

Reads one request for the benefit `loan-cost` from each line of the standard input, answers complete,
and writes the amounts and the parts of the differences as one line of JSON each. Everything is done
payment by payment with Python's decimal at 60 digits, from the rules alone:

- a month's rate is a twelfth of the year's, a day's a 360th; days are counted as they are
  (shared facts, loans.md 7.2), so 随借随还 costs principal x days x yearly rate / 360;
- equal instalments, equal principal, interest only, all at the end (loans.md 7.3);
- in the months of grace only interest is paid, the rest of the term repays the loan;
- a prepayment goes with the payment of its month, and either the term stays or the payment;
- the annualised rate is the monthly internal rate of return m of everything paid over what was
  received: compound (1 + m)^12 - 1, simple 12 m (中国人民银行公告〔2021〕第3号; settled.md 5). For money paid
  back after some days a month is a twelfth of 365 days.

The rate is found by halving an interval, and held against numpy-financial's `irr` where the loan is
short (its polynomial is not to be trusted for long ones).
"""

import json
import sys
from decimal import Decimal, ROUND_HALF_UP, getcontext

import numpy_financial as npf

getcontext().prec = 60
PARTS = ["rate", "length", "method", "grace", "prepayment", "fees", "bridge"]


def rounded(value, places="0.01"):
    # Adding zero turns a negative zero into a plain one.
    return value.quantize(Decimal(places), ROUND_HALF_UP) + 0


def read(answers, given):
    """An offer, in terms of the rules."""
    number = lambda key: Decimal(given.get(key) or 0)
    yearly = {
        "year": number("rate"),
        "month": number("rate_month") * 12,
        "day": number("rate_day") / 10000 * 360 * 100,
    }[given["rate_given"]]
    on_demand = given["method"] == "on-demand"
    changes = "none" if on_demand else given["changes"]
    grace = int(given["grace_months"]) if changes in ("grace", "both") else 0
    early = None
    if changes in ("prepayment", "both"):
        early = {
            "month": int(given["prepay_month"]),
            "amount": number("prepay_amount"),
            "keep": given["prepay_keep"],
            "fee": number("prepay_fee"),
        }
    return {
        "principal": Decimal(answers["amount"]),
        "rate": yearly,
        "length": ("days", int(given["days_used"])) if on_demand else ("months", int(given["term_months"])),
        "method": "bullet" if on_demand else given["method"],
        "grace": grace,
        "prepayment": early,
        "fees": (number("fee_at_start"), Decimal(0) if on_demand else number("fee_monthly")),
        "bridge": number("bridge_fee") if answers["purpose"] == "renew" else Decimal(0),
    }


def spread_evenly(balance, rate, months, method):
    """The equal instalment, or the equal part of the principal."""
    monthly = rate / 1200
    if method == "equal-principal" or not monthly:
        return balance / months
    return balance / sum((1 + monthly) ** -t for t in range(1, months + 1))


def payments(offer):
    """Every payment without fees, month by month: principal and interest."""
    principal, rate, method = offer["principal"], offer["rate"], offer["method"]
    months, grace, early = offer["length"][1], offer["grace"], offer["prepayment"]
    spreading = method in ("equal-instalment", "equal-principal")
    # With a grace of the whole term or more, everything is due with the last payment.
    grace = grace if spreading else 0
    if spreading:
        part = spread_evenly(principal, rate, max(months - grace, 1), method)
    balance, paid = principal, []
    for month in range(1, months + 1):
        interest = balance * rate / 1200
        if month == months:
            repaid = balance
        elif not spreading or month <= grace:
            repaid = Decimal(0)
        elif method == "equal-instalment":
            repaid = min(part - interest, balance)
        else:
            repaid = min(part, balance)
        now = early is not None and early["month"] == month
        if now:
            repaid = min(repaid + early["amount"], balance)
        # After a prepayment the loan may end early; less than half a fen is owed by nobody.
        may_end = early is not None and early["month"] <= month
        if may_end and balance - repaid < Decimal("0.005"):
            repaid = balance
        balance -= repaid
        if method == "bullet":
            interest = repaid * rate * month / 1200
        paid.append((repaid, interest))
        if may_end and not balance:
            break
        if now and early["keep"] == "term" and spreading:
            part = spread_evenly(balance, rate, max(months - max(month, grace), 1), method)
    return paid


def cost(offer):
    """Interest and fees, each rounded to the fen, the bridge apart."""
    at_start, monthly = offer["fees"]
    unit, length = offer["length"]
    if unit == "days":
        interest = offer["principal"] * length * offer["rate"] / 100 / 360
        return rounded(interest), at_start, offer["bridge"]
    paid = payments(offer)
    fees = at_start + monthly * len(paid)
    early = offer["prepayment"]
    if early and early["month"] < length:
        fees += early["fee"]
    return rounded(sum(interest for _, interest in paid)), fees, offer["bridge"]


def monthly_return(flows, received):
    """The monthly rate at which the payments are worth what was received, by halving."""
    low, high = Decimal(0), Decimal(8)
    for _ in range(110):
        middle = (low + high) / 2
        factor, worth = 1 / (1 + middle), Decimal(0)
        for payment in reversed(flows):
            worth = (worth + payment) * factor
        low, high = (middle, high) if worth > received else (low, middle)
    found = (low + high) / 2
    if len(flows) <= 24 and Decimal("0.0005") < found < Decimal("0.05"):
        theirs = npf.irr([-float(received)] + [float(flow) for flow in flows])
        assert abs(theirs - float(found)) < 1e-8, (theirs, found)
    return found


def annualised(offer):
    received = offer["principal"] - offer["fees"][0] - offer["bridge"]
    unit, length = offer["length"]
    if unit == "days":
        paid = offer["principal"] + offer["principal"] * length * offer["rate"] / 100 / 360
        m = ((paid / received).ln() * 365 / length / 12).exp() - 1
    else:
        flows = [repaid + interest + offer["fees"][1] for repaid, interest in payments(offer)]
        early = offer["prepayment"]
        if early and early["month"] < length:
            flows[early["month"] - 1] += early["fee"]
        m = monthly_return(flows, received)
    return rounded(((1 + m) ** 12 - 1) * 100, "0.0001"), rounded(m * 1200, "0.0001")


def answer(request):
    offers = [read(request["answers"], given) for given in request["answers"]["offers"]]
    amounts, totals = {}, []
    for row, offer in enumerate(offers, 1):
        interest, fees, bridge = cost(offer)
        compound, simple = annualised(offer)
        totals.append(interest + fees + bridge)
        for key, value in [
            ("interest", interest), ("fees", fees + bridge), ("total_cost", totals[-1]),
            ("annualised_rate", compound), ("annualised_rate_simple", simple),
        ]:
            amounts[f"{key}.{row}"] = str(value)
    amounts["lowest_cost"], amounts["highest_cost"] = str(min(totals)), str(max(totals))
    amounts["cheapest"] = str(totals.index(min(totals)) + 1)
    # The difference to the first offer, one part after the other taken from the other offer.
    parts = {}
    for row, offer in enumerate(offers[1:], 2):
        mixed, before = dict(offers[0]), totals[0]
        for part in PARTS:
            mixed[part] = offer[part]
            after = sum(cost(mixed))
            parts[f"{part}.{row}"] = str(after - before)
            before = after
        assert before == totals[row - 1]
        amounts[f"difference.{row}"] = str(totals[row - 1] - totals[0])
    return {"amounts": amounts, "parts": parts}


def main():
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
