"""What a medical bill in Beijing leaves a person to pay, worked out independently of the calculator.

Written from the rules as published: basic medical insurance, serious-illness cover, and 北京普惠健康保
from the edition of 2022 to that of 2026. Reads one request a line (JSON) with every question
answered, writes one line with the amounts: `[low, high]`, which differ where two readings of a rule
are possible. An amount without a known rule is left out. Money is exact (decimal), rounded half-up
to the 分 at the end of each responsibility.
"""

import json
import sys
from datetime import date
from decimal import Decimal, ROUND_HALF_UP, getcontext
from itertools import product

getcontext().prec = 50
D = Decimal


class NoRule(Exception):
    """No rule is known for this."""


def cent(value):
    return value.quantize(D("0.01"), ROUND_HALF_UP)


def between(value, low, high=None):
    """The part of `value` that lies above `low` and not above `high`."""
    if high is not None:
        value = min(value, high)
    return max(D(0), value - low)


# Basic medical insurance. The tables of rates have only been seen on a page of 2025-03-20.

TABLES_SEEN = date(2025, 3, 20)

INPATIENT_BANDS = {  # up to 30,000; to 40,000; to 100,000; to 500,000 yuan
    ("active", 1): ["90", "95", "97", "85"],
    ("active", 2): ["87", "92", "97", "85"],
    ("active", 3): ["85", "90", "95", "85"],
    ("retired", 1): ["97", "98.5", "99.1", "90"],
    ("retired", 2): ["96.1", "97.6", "99.1", "90"],
    ("retired", 3): ["95.5", "97", "98.5", "90"],
}


def employee_inpatient(cost, level, retired, stays, last_band_counts):
    deductible = D(1300) + D(650) * (stays - 1)
    rates = INPATIENT_BANDS["retired" if retired else "active", level]
    first, second, third, last = [D(rate) / 100 for rate in rates]
    paid = between(cost, deductible, D(30000)) * first
    paid += between(cost, D(30000), D(40000)) * second
    if last_band_counts == "expense":
        paid += between(cost, D(40000), D(100000)) * third
        paid += between(cost, D(100000), D(500000)) * last
    else:
        # The third rate holds until the fund has paid 100,000, the last one from there on.
        room = D(100000) - paid
        at_third = between(cost, D(40000)) * third
        if at_third <= room:
            paid += at_third
        else:
            left = between(cost, D(40000)) - room / third
            paid = D(100000) + left * last
    return min(paid, D(500000))


def resident_inpatient(cost, level, district, group, stays):
    deductible = {1: D(300), 2: D(800), 3: D(1300)}[level]
    if group == "student-child":
        deductible = deductible / 2 * stays
    else:
        deductible += deductible / 2 * (stays - 1)
    rate = {1: D("0.80"), 2: D("0.78"), 3: D("0.75")}[level]
    if district:
        rate = D("0.78")
    return min(between(cost, deductible) * rate, D(250000))


def employee_outpatient(cost, place, standing):
    retired = standing != "active"
    if place == "community":
        rate = D("0.90")
    else:
        rate = {"active": D("0.70"), "retired-under-70": D("0.85"), "retired-from-70": D("0.90")}[standing]
    counted = between(cost, D(1300) if retired else D(1800))
    if counted * rate <= 20000:
        return counted * rate
    above = D("0.80") if retired else D("0.60")
    return D(20000) + (counted - D(20000) / rate) * above


def resident_outpatient(cost, place):
    if place == "level-2-3":
        return min(between(cost, D(550)) * D("0.50"), D(5000))
    return min(between(cost, D(100)) * D("0.55"), D(5000))


def basic(answers, costs, day, last_band_counts):
    """What basic insurance pays: for stays, for outpatient care."""
    insurance = answers["insurance"]
    if answers["bill"] == "settled":
        stays = min(D(answers["basic_paid"]), costs["inpatient"])
        outpatient = D(0)
        if answers["outpatient_place"] != "none":
            outpatient = min(D(answers["outpatient_paid"]), costs["outpatient"])
        return stays, outpatient
    if insurance not in ("employee", "resident") or day < TABLES_SEEN:
        raise NoRule("the rates are not known")
    level = int(answers["hospital_level"][6])
    count = D(answers["stays"])
    place = answers["outpatient_place"]
    if insurance == "employee":
        standing = answers["standing"]
        stays = employee_inpatient(costs["inpatient"], level, standing != "active", count, last_band_counts)
        outpatient = employee_outpatient(costs["outpatient"], place, standing)
    else:
        district = answers["hospital_level"] == "level-3-district"
        stays = resident_inpatient(costs["inpatient"], level, district, answers["resident_group"], count)
        outpatient = resident_outpatient(costs["outpatient"], place)
    return cent(stays), cent(outpatient)


# Serious-illness cover: the same threshold for employees and residents since 2022.

def serious_illness(own, hardship):
    threshold = D(15202) if hardship else D(30404)
    first, beyond = (D("0.65"), D("0.75")) if hardship else (D("0.60"), D("0.70"))
    over = between(own, threshold)
    return cent(between(over, D(0), D(50000)) * first + between(over, D(50000)) * beyond)


# The inclusive cover.

def part_a(edition, prior, own):
    """Own cost inside the insurance list, after serious-illness cover."""
    if prior:
        paid = between(own, D(30404)) * D("0.40")
    elif edition == 2026:
        paid = between(own, D(15000), D(30404)) * D("0.25") + between(own, D(30404)) * D("0.80")
    else:
        paid = between(own, D(30404)) * D("0.80")
    return cent(min(paid, D(1000000)))


def part_b(edition, prior, claim_free, level, own, drug, implant, order):
    """Hospital cost outside the list: 300,000 a year for one drug, 100,000 for one implant."""
    if edition >= 2023 and level == 1:
        return D(0)
    if edition == 2022:
        deductible = D(40000) if prior else D(20000)
    elif edition >= 2025 and claim_free >= 3:
        deductible = D(15000) if prior else D(5000)
    else:
        deductible = D(20000) if prior else D(15000)
    rate = D("0.35") if prior else D("0.70")
    rest = own - drug - implant
    limited = rest * rate + min(drug * rate, D(300000)) + min(implant * rate, D(100000))
    if order == "limit-first":
        paid = max(D(0), limited - deductible * rate)
    else:
        paid = min(limited, between(own, deductible) * rate)
    return cent(min(paid, D(1000000)))


def part_c(edition, prior, drug_day, domestic, overseas, special_2):
    """Special drugs, each list with its own limit of 500,000."""
    if edition == 2022:
        if drug_day >= date(2022, 8, 16):
            deductible = D(10000)
        else:
            deductible = D(40000) if prior else D(20000)
    else:
        deductible = D(0)
    if edition == 2026:
        rate = D("0.35") if prior else D("0.65")
    else:
        rate = D("0.30") if prior else D("0.60")
    lists = [domestic, overseas] + ([special_2] if edition == 2026 else [])
    return sum((cent(min(between(cost, deductible) * rate, D(500000))) for cost in lists), D(0))


def edition_and_day(request):
    on = date.fromisoformat(request["on"])
    chosen = request["answers"]["edition"]
    edition = on.year if chosen == "of-the-day" else int(chosen)
    return edition, on if on.year == edition else date(edition, 12, 31)


def amounts(request, last_band_counts, order):
    answers = request["answers"]
    edition, day = edition_and_day(request)
    if not 2022 <= edition <= 2026:
        return {}
    number = lambda id: D(answers.get(id) or 0)
    beyond = answers["beyond_list"]
    costs = {
        "inpatient": number("inpatient_cost"),
        "outpatient": number("outpatient_cost") if answers["outpatient_place"] != "none" else D(0),
        "own": number("own_cost") if beyond in ("hospital", "both") else D(0),
    }
    domestic, overseas, special_2 = [
        number(id) if beyond in ("drugs", "both") else D(0)
        for id in ("domestic_drugs", "overseas_drugs", "special_2_drugs")
    ]
    if edition != 2026:
        special_2 = D(0)
    big = answers.get("big_item", "none")
    drug = min(number("own_cost_drug"), costs["own"]) if big in ("drug", "both") else D(0)
    implant = min(number("own_cost_implant"), costs["own"] - drug) if big in ("implant", "both") else D(0)

    out = {"premium": D(195)}
    out["bill"] = sum(costs.values()) + domestic + overseas + special_2
    prior = answers["health"] == "prior"
    level = int(answers["hospital_level"][6])
    claim_free = int(answers.get("claim_free_years", 0))
    out["paid_cover_b"] = part_b(edition, prior, claim_free, level, costs["own"], drug, implant, order)
    drug_day = day if answers["edition"] == "of-the-day" else date.fromisoformat(answers.get("drug_day", "2022-01-01"))
    out["paid_cover_c"] = part_c(edition, prior, drug_day, domestic, overseas, special_2)
    insurance = answers["insurance"]
    if insurance == "special-group" and edition == 2022:
        # Part A did not cover them: nothing depends on basic insurance.
        out["paid_cover_a"] = D(0)
        sum_up(out)
    try:
        stays, outpatient = basic(answers, costs, day, last_band_counts)
    except NoRule:
        return out
    out["paid_basic"] = stays + outpatient
    own = costs["inpatient"] + costs["outpatient"] - stays - outpatient
    if insurance in ("employee", "resident"):
        out["paid_serious"] = serious_illness(own, answers["hardship"] is True)
        counted = own - out["paid_serious"]
    else:
        out["paid_serious"] = min(number("serious_paid"), own)
        # Only stays in hospital count for those whose insurance is elsewhere.
        counted = max(D(0), costs["inpatient"] - stays - out["paid_serious"])
    out["left_without"] = out["bill"] - out["paid_basic"] - out["paid_serious"]
    if insurance in ("elsewhere", "none") and edition == 2022 or insurance == "central-public-care":
        return out
    if "paid_cover_a" not in out:
        out["paid_cover_a"] = part_a(edition, prior, counted)
        sum_up(out)
    out["left_with"] = out["left_without"] - out["paid_cover"]
    return out


def sum_up(out):
    out["paid_cover"] = out["paid_cover_a"] + out["paid_cover_b"] + out["paid_cover_c"]
    out["worth"] = out["paid_cover"] - out["premium"]


def every_reading(request):
    readings = product(("expense", "paid-by-fund"), ("limit-first", "deductible-first"))
    found = [amounts(request, *reading) for reading in readings]
    spans = {}
    for id in found[0]:
        values = [one[id] for one in found]
        spans[id] = [str(cent(min(values))), str(cent(max(values)))]
    return spans


def main():
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(every_reading(json.loads(line))))


main()
