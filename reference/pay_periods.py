"""How pay of another period becomes pay of a year: a year has 52 weeks of 5 days and 40 hours."""

from collections.abc import Mapping

from reference.vocabularies import SalaryPeriod

YEARLY_HOURS = 2080
"""52 weeks of 40 hours: the basis that turns an hourly amount into an annual one."""

PER_YEAR: Mapping[SalaryPeriod, int] = {
    SalaryPeriod.HOUR: YEARLY_HOURS,
    SalaryPeriod.DAY: 260,
    SalaryPeriod.WEEK: 52,
    SalaryPeriod.MONTH: 12,
    SalaryPeriod.YEAR: 1,
}
