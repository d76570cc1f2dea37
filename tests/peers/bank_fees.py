"""Yearly bank fees and what the rules spare, worked out independently of the calculator.

Reads one request on every line of stdin: {"on": "2026-11-23", "answers": {...}}, every question
answered, prices perhaps left blank. Writes one line for each: {"before": ["58.00", "62.00"], ...},
the least and the most of every amount where the sources give several values.

The rules, by document:
  发改价格〔2014〕268号, 2014-08-01   ceilings for transfers at the counter and for cash sent; one
                                    account at each bank free of yearly and small-account fees, if
                                    the customer has none that is free already
  发改价格规〔2017〕1250号, 2017-08-01 the bank frees an account without being asked: the only one, by
                                    one source; the one opened earlier, by another
  银监发〔2011〕22号, 2011-07-01      accounts for wages, pensions and benefits: both fees free
  令2014年第1号, 2014-08-01           messages cost nothing without a signed agreement
  银发〔2016〕261号, 2017-01-01       free within one bank
  five banks, 2016-02-25            by phone free, online free up to 5,000
  ATM, 2021-07-25                   at most 3.5 a time; the six big banks charge nothing, others
                                    nothing for the first three a month
  银发〔2021〕169号, to 2024-09-30    micro businesses: 90 % of the counter ceiling up to 100,000;
                                    account fees to be waived if the bank likes; both voluntary after
  京银保监发〔2022〕118号              new citizens: encouraged, no amount
"""

import itertools
import json
import sys
from decimal import Decimal as D, ROUND_HALF_UP

CENT = D("0.01")
PERSONAL = [(2000, 2), (5000, 5), (10000, 10), (50000, 15)]
CORPORATE = [(10000, 5), (100000, 10), (500000, 15), (1000000, 20)]


def half_up(value):
    return value.quantize(CENT, ROUND_HALF_UP)


def counter(amount, table, rate, most):
    """The highest fee for one transfer to another bank at the counter."""
    for up_to, fee in table:
        if amount <= up_to:
            return D(fee)
    return half_up(min(amount * D(rate), D(most)))


def amounts(on, answers, threshold, message, cap, automatic):
    """Every amount, given one reading of what the sources leave open."""
    customer = answers["customer"]
    person, micro = customer == "person", customer == "micro-business"
    number = lambda row, key, typical: D(row[key]) if row.get(key) is not None else D(typical)
    asked_to_reduce = person and answers["new_citizen"] and on >= "2023-01-01"
    before = right = ceiling = voluntary = unasked = D(0)

    # Accounts.
    rows = answers.get("accounts", [])
    banks = {}
    rest_of_accounts = D(0)
    for row in rows:
        base = D(0)
        free = row["free_already"]
        wage = person and not free and row["wage_account"]
        if not free:
            base = number(row, "annual_fee", 10)
            if person and D(row["balance"]) < number(row, "small_below", threshold):
                base += D(row["low_quarters"]) * number(row, "small_fee", 3)
        before += base
        rest_of_accounts += base
        banks.setdefault(row["bank"], []).append((free, wage, base))
        if person and row["sms"] != "none":
            year = 12 * number(row, "sms_fee", message)
            before += year
            if row["sms"] == "not-signed" and on >= "2014-08-01":
                right += year
            elif asked_to_reduce:
                voluntary += year
    for accounts in banks.values():
        of_wages = sum((base for _, wage, base in accounts if wage), D(0))
        right += of_wages
        rest_of_accounts -= of_wages
        unasked += of_wages
        if any(free or wage for free, wage, _ in accounts) or on < "2014-08-01":
            continue
        best = max(base for _, _, base in accounts)
        right += best
        rest_of_accounts -= best
        if on >= "2017-08-01":
            if len(accounts) == 1 or automatic == "earlier":
                unasked += accounts[0][2]
    if asked_to_reduce or micro and on >= "2021-09-30":
        voluntary += rest_of_accounts
    if person:
        cards = D(answers["new_cards"]) * number(answers, "card_fee", 5)
        before += cards
        if asked_to_reduce:
            voluntary += cards

    # Transfers.
    big_five = person and answers["main_bank"] == "big-five"
    for row in answers.get("transfers", []):
        amount, times, channel = D(row["transfer_amount"]), D(row["transfer_times"]), row["channel"]
        within = row["transfer_to"] == "same-bank"
        most = None
        if within:
            most = D(0) if on >= "2017-01-01" else None
        elif on >= "2014-08-01":
            if channel == "counter" and person:
                most = counter(amount, PERSONAL, "0.0003", 50)
            elif channel == "counter":
                most = counter(amount, CORPORATE, "0.00002", 200)
            elif channel == "cash" and person:
                most = half_up(min(amount * D("0.005"), D(50)))
        promised = big_five and on >= "2016-02-25" and not within and (
            channel == "mobile" or channel == "online" and amount <= 5000)
        if row.get("transfer_fee") is not None:
            paid = D(row["transfer_fee"])
        elif most is not None:
            paid = most
        elif promised:
            paid = D(0)
        else:
            raise ValueError("a fee that no rule bounds must be given")
        discount = micro and "2021-09-30" <= on <= "2024-09-30"
        if discount and channel == "counter" and not within and amount <= 100000:
            most = half_up(most * D("0.9"))
        kept = paid if most is None else min(paid, most)
        before += paid * times
        if within:
            right += (paid - kept) * times
        else:
            ceiling += (paid - kept) * times
        by_phone = big_five and on >= "2016-02-25" and not within
        away = asked_to_reduce and row["transfer_to"] == "other-bank-away"
        if by_phone or away or micro and on >= "2024-10-01":
            voluntary += kept * times

    # Cash from other banks' machines.
    if person:
        free_left = D(3)
        for row in answers.get("cash", []):
            times, away = D(row["cash_times"]), row["cash_place"] == "away"
            old = half_up(min(4 + D(row["cash_amount"]) * D("0.005"), D(cap))) if away else D(2)
            if on < "2021-07-25":
                if on != "2021-07-24":
                    raise ValueError("the older prices are known for one day only")
                before += 12 * times * old
                continue
            paid, kept = (old, D("3.5")) if away else (D("3.5"), D("3.5"))
            kept = min(paid, kept)
            before += 12 * times * paid
            ceiling += 12 * times * (paid - kept)
            if answers["main_bank"] != "other" or asked_to_reduce and away:
                voluntary += 12 * times * kept
            else:
                free = min(times, free_left)
                free_left -= free
                voluntary += 12 * free * kept

    saving = right + ceiling
    after = before - saving
    found = {"before": before, "right": right, "ceiling": ceiling, "saving": saving,
             "after": after, "voluntary": voluntary, "least": after - voluntary}
    if person:
        found["unasked"] = unasked
    return found


def every_reading(request):
    on = request["on"]
    thresholds = [300, 500, 1000] if on >= "2025-05-31" else [300]
    readings = itertools.product(thresholds, [2, 3], [50, 54], ["only", "earlier"])
    ends = {}
    for reading in readings:
        for name, value in amounts(on, request["answers"], *reading).items():
            low, high = ends.get(name, (value, value))
            ends[name] = (min(low, value), max(high, value))
    return {name: [str(low.quantize(CENT)), str(high.quantize(CENT))] for name, (low, high) in ends.items()}


def published():
    """The boundaries as the tables of 268号 print them."""
    personal = {"2000": "2", "2000.01": "5", "5000": "5", "5000.01": "10", "10000": "10",
                "10000.01": "15", "50000": "15", "50000.01": "15", "100000": "30",
                "166666.67": "50", "200000": "50"}
    for amount, fee in personal.items():
        assert counter(D(amount), PERSONAL, "0.0003", 50) == D(fee), amount
    corporate = {"10000": "5", "100000": "10", "100000.01": "15", "500000": "15",
                 "1000000": "20", "10000000": "200", "20000000": "200"}
    for amount, fee in corporate.items():
        assert counter(D(amount), CORPORATE, "0.00002", 200) == D(fee), amount


published()
for line in sys.stdin:
    print(json.dumps(every_reading(json.loads(line))))
