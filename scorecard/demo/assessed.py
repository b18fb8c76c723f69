"""What people of the first area say about some indicators after the last full year. Pure."""

from typing import NamedTuple

from scorecard.accounts.roles import Role


class DemoAssessment(NamedTuple):
    """One signature; `days` after the deadline of the year's last quarter."""

    indicator: str
    verdict: str
    reason: str
    signed_by: Role
    days: int
    fit_with_guidance: str = ""
    other_funding: str = ""
    use_for_planning: str = ""
    unintended_effects: str = ""


COMMISSIONER = "XD1"
SIGNED = (
    DemoAssessment(
        "VFM03",
        "plateaued",
        "Nearly every practice prescribes nearly everything generically. Little is left to gain; "
        "keep it for one more year at half the weight, since a fall would cost much.",
        Role.COMMISSIONING_LEAD,
        46,
        fit_with_guidance="Generic prescribing is still advised, with the known exceptions.",
        other_funding="The medicines team works on this with practices already.",
        use_for_planning="The prescribing budget is set with it.",
    ),
    DemoAssessment(
        "QUA04",
        "modify",
        "A practice has some eighty children of this age. Count two years of births together, so "
        "that a practice is not red for the sake of one family.",
        Role.CLINICAL_LEAD,
        48,
        fit_with_guidance="The schedule of childhood immunisations has not changed.",
        other_funding="Practices are paid for each immunisation under the national contract.",
        use_for_planning="Public health watches the same figure by district.",
        unintended_effects="Practices in poor areas may feel judged for who lives there.",
    ),
    DemoAssessment(
        "ACC06",
        "improve",
        "The middle practice is far from the best, and all of them move in the right direction.",
        Role.CLINICAL_LEAD,
        48,
        fit_with_guidance="Online access is asked for by the national contract.",
        unintended_effects="Patients without a smartphone must not wait longer at the telephone.",
    ),
    DemoAssessment(
        "QUA05",
        "retire",
        "Complaints are few, and a practice that welcomes them looks worse than one that does not.",
        Role.CLINICAL_LEAD,
        49,
        unintended_effects="It rewards silence.",
    ),
    DemoAssessment(
        "QUA05",
        "collect",
        "After the meeting with the local medical committee: keep the count beside the results, "
        "without a band and without a weight, so that boards can ask about it.",
        Role.COMMISSIONING_LEAD,
        53,
        unintended_effects="It rewards silence as long as it is banded.",
    ),
)
