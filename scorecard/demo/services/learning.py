"""The demo's case studies: offered by a practice, one of them accepted."""

from scorecard.accounts.roles import Role
from scorecard.dashboards.services.case_studies import accept_case_study, offer_case_study
from scorecard.demo.services.area import Area


def offer(area: Area) -> None:
    for planned in area.demo.case_studies:
        study = offer_case_study(
            practice=area.places.practices[planned.practice],
            indicator=area.definitions[planned.indicator].indicator,
            title=planned.title,
            text=planned.text,
            link="",
            by=area.who(Role.PRACTICE_MANAGER, planned.practice),
            at=planned.offered_at,
        )
        if planned.accepted_at:
            accept_case_study(
                case_study=study, by=area.who(Role.CLINICAL_LEAD), at=planned.accepted_at
            )
