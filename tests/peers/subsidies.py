"""What the five loan subsidies come to, worked out from the rule texts alone.

Reads requests as JSON lines (benefit, day, answers) and writes the amounts as JSON lines: for each
its least and its most over everything that the texts leave open. Every figure below is copied from
the texts, not from the packs; loans are worked out month by month with Python's decimal, without
closed forms.
"""

import json
import sys
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal as D, ROUND_HALF_UP, getcontext
from itertools import product

getcontext().prec = 60


def rounded(value, places):
    # The 60 digits first lose what divisions left behind, so that a half stays a half.
    return value.quantize(D("1e-30"), ROUND_HALF_UP).quantize(D(places), ROUND_HALF_UP) + 0


def cent(value):
    return rounded(value, "0.01")


def rate4(value):
    return rounded(value, "0.0001")


def owed_by_month(principal, rate, months, method):
    """What is owed during each month."""
    monthly, balance, owed = rate / 1200, principal, []
    if method == "equal-instalment" and monthly:
        payment = principal / sum((1 + monthly) ** -t for t in range(1, months + 1))
    for _ in range(months):
        owed.append(balance)
        if method == "equal-instalment" and monthly:
            balance -= payment - balance * monthly
        elif method in ("equal-instalment", "equal-principal"):
            balance -= principal / months
    return owed


class Loan:
    def __init__(self, answers, principal):
        self.rate = D(answers["rate"])
        self.months = int(answers["term_months"])
        self.principal = principal
        self.owed = owed_by_month(principal, self.rate, self.months, answers["repayment"])

    def interest(self, rate, start=0, end=None):
        """At so many percent a year on what is owed, from one month to another."""
        return sum(self.owed[start:end], D(0)) * rate / 1200


def shared(loan, subsidy):
    """What is asked of every subsidy on one loan."""
    total, paid = cent(loan.interest(loan.rate)), cent(subsidy)
    own = loan.rate - subsidy / loan.interest(D(1))
    return {
        "subsidy": paid,
        "total_interest": total,
        "borrower_interest": total - paid,
        "effective_rate": rate4(own),
    }


def service(on, a):
    """财金〔2025〕81号, 财金〔2026〕5号: one point for one year."""
    if date(2025, 3, 16) <= on <= date(2025, 12, 31):
        cap, most = D(1000000), D(10000)
    elif on.year == 2026:
        cap, most = D(10000000), D(100000)
    else:
        return {}
    amount = D(a["amount"])
    left = max(D(0), cap - D(a["other_principal"]))
    rate = max(D(0), min(D(1), D(a["rate"]) - D(a["local_rate"])))
    counted = min(amount, left)
    subsidy = Loan(a, counted).interest(rate, 0, 12)
    return {
        **shared(Loan(a, amount), subsidy),
        "counted_principal": cent(counted), "state_rate": rate, "most": most,
    }


def small_business(on, a):
    """中小微企业贷款贴息 (trial year 2026) and 设备更新贷款贴息: for at most two years."""
    if on.year != 2026:
        return {}
    kind, amount = a["loan_kind"], D(a["amount"])
    extra = {}
    counted = amount
    if kind in ("fixed-asset", "working-capital"):
        since_august = on >= date(2026, 8, 1)
        if kind == "working-capital" and not since_august:
            return {}
        points = D("1.5") if kind == "fixed-asset" else D(1)
        cap = D(75000000) if since_august else D(50000000)
        counted = min(amount, max(D(0), cap - D(a["other_principal"])))
        if not since_august:
            extra["most"] = D(1500000)
    else:
        if on < date(2026, 1, 20):
            return {}
        points = D("1.5")
    rate = min(points, D(a["rate"]))
    subsidy = Loan(a, counted).interest(rate, 0, 24)
    return {
        **shared(Loan(a, amount), subsidy),
        "counted_principal": cent(counted), "state_rate": rate, **extra,
    }


def first_loan(on, a):
    """京经信发〔2022〕34号 and 〔2025〕4号: a share of the interest, of the first year since 2025."""
    loan = Loan(a, D(a["amount"]))
    interest = lambda start, end: loan.interest(loan.rate, start, end)
    if date(2022, 1, 1) <= on < date(2025, 2, 19):
        hit = on.year == 2022 and a["industry"] != "other"
        subsidy = interest(0, None) * (D("0.4") if hit else D("0.2"))
        return {**shared(loan, subsidy), "guarantee_aid": cent(loan.principal / 100)}
    if not date(2025, 2, 19) <= on <= date(2026, 2, 18):
        return {}
    if a["innovative"] == "no":
        subsidy = min(interest(0, 12) * D("0.2"), loan.principal / 100)
    else:
        before = 0 if a["innovative"] == "from-the-start" else int(a["recognised_after"])
        subsidy = interest(0, before) * D("0.2") + interest(before, 12) * D("0.4")
        subsidy = min(subsidy, loan.principal * 2 / 100)
    return shared(loan, subsidy)


def mortgage(on, a):
    """财金〔2026〕95号 as repeated: one point for five years on at most a million."""
    if not date(2026, 10, 1) <= on <= date(2027, 9, 30):
        return {}
    amount = D(a["amount"])
    counted = min(amount, D(1000000))
    part, rate = Loan(a, counted), min(D(1), D(a["rate"]))

    def falling(months):
        return part.interest(rate, 0, months)

    def level(months):
        months = min(months, part.months)
        return min(counted * rate * months / 1200, part.interest(part.rate, 0, months))

    return [
        {
            **shared(Loan(a, amount), base(60)),
            "first_year": cent(base(12)), "counted_principal": cent(counted), "state_rate": rate,
        }
        for base in (falling, level)
    ]


# 个人消费贷款财政贴息.

START, END = date(2025, 9, 1), date(2027, 1, 1)
LARGE_USES = {
    "car", "elderly-care-and-birth", "education", "culture-and-travel", "home", "electronics", "health",
}


def month_later(day, months):
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Purchase:
    def __init__(self, row):
        self.day = date.fromisoformat(row["purchase_day"])
        self.lender = row["lender"]
        self.amount = D(row["purchase_amount"])
        self.whole = Loan(row, self.amount)
        self.old = self.day < date(2026, 1, 1)
        self.small = self.old and self.amount < 50000
        self.rate = min(D(1), self.whole.rate / 2)
        self.counts = self.does_count(row)
        # Until 2025: more than 50,000 counts as 50,000.
        counted = min(self.amount, D(50000)) if self.old else self.amount
        self.part = Loan(row, counted)

    def does_count(self, row):
        if self.lender == "not-taking-part" or not START <= self.day < END:
            return False
        if row["product"] != "loan":
            if self.old:
                return False
            if self.day < date(2026, 8, 1) and row["product"] != "bill-instalments":
                return False
        return not (self.old and self.amount >= 50000 and row["spending"] not in LARGE_USES)

    def until(self, day, loan=None):
        """What has come together before a day; an odd day is a thirtieth of its month."""
        loan = loan or self.part
        sum_, month = D(0), 0
        while month < loan.months:
            begins, ends = month_later(self.day, month), month_later(self.day, month + 1)
            of_month = loan.owed[month] * self.rate / 1200
            if ends <= day:
                sum_ += of_month
            else:
                if begins < day:
                    sum_ += of_month * (day - begins).days / 30
                break
            month += 1
        return sum_

    def paid_until(self, day):
        paid = self.until(day)
        return min(paid, D(500)) if self.old else paid


def limit_on(day):
    return D(5000) if day >= date(2026, 8, 1) else D(3000)


def lender_years(purchases, yearly, raised):
    """Yields for each time with one limit: its first day, the day after, what is paid, what is used."""
    years = {date(2026, 1, 1)} if yearly == "calendar-year" else {date(2026, 9, 1)}
    marks = sorted({START, date(2026, 1, 1), date(2026, 8, 1), END} | years)

    def together(day):
        small = sum((p.paid_until(day) for p in purchases if p.small), D(0))
        others = sum((p.paid_until(day) for p in purchases if not p.small), D(0))
        return min(small, D(1000)) + others

    used = D(0)
    for begins, ends in zip(marks, marks[1:]):
        if begins in years or (begins == date(2026, 8, 1) and raised == "anew"):
            used = D(0)
        here = together(ends) - together(begins)
        paid = min(here, max(D(0), limit_on(begins) - used))
        used += paid
        yield begins, ends, paid, used


def consumer(on, a):
    purchases = [Purchase(row) for row in a["purchases"]]
    total = cent(sum(p.whole.interest(p.whole.rate) for p in purchases))
    one_percent = sum(p.whole.interest(D(1)) for p in purchases)
    mean = sum(p.whole.interest(p.whole.rate) for p in purchases) / one_percent
    counting = [p for p in purchases if p.counts]
    outcomes = []
    for yearly, raised in product(("calendar-year", "policy-year"), ("difference", "anew")):
        subsidy, left = D(0), None
        for lender in ("first", "second", "third"):
            there = [p for p in counting if p.lender == lender]
            if not there:
                continue
            for begins, ends, paid, used in lender_years(there, yearly, raised):
                subsidy += paid
                if begins <= on < ends:
                    left = (left or D(0)) + cent(limit_on(begins) - used)
        outcome = {
            "subsidy": cent(subsidy),
            "total_interest": total,
            "borrower_interest": total - cent(subsidy),
            "effective_rate": rate4(mean - subsidy / one_percent),
            "uncapped_subsidy": cent(sum((p.until(END, p.whole) for p in counting), D(0))),
        }
        if left is not None:
            outcome["left_of_limit"] = left
        for row, p in enumerate(purchases, 1):
            outcome[f"purchase_subsidy.{row}"] = cent(p.paid_until(END)) if p.counts else cent(D(0))
        outcomes.append(outcome)
    return outcomes


BENEFITS = {
    "consumer-loan-subsidy": consumer,
    "service-loan-subsidy": service,
    "small-business-loan-subsidy": small_business,
    "first-loan-subsidy": first_loan,
    "mortgage-subsidy": mortgage,
}


def main():
    for line in sys.stdin:
        request = json.loads(line)
        on = date.fromisoformat(request["on"])
        outcomes = BENEFITS[request["benefit"]](on, request["answers"])
        if isinstance(outcomes, dict):
            outcomes = [outcomes]
        ids = {id_ for outcome in outcomes for id_ in outcome}
        amounts = {
            id_: [str(end(outcome[id_] for outcome in outcomes)) for end in (min, max)]
            for id_ in sorted(ids)
        }
        print(json.dumps(amounts))


if __name__ == "__main__":
    main()
