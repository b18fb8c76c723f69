"""The demo's self-assessment: asked for, answered with attestation, accepted."""

import csv
import datetime as dt
import io

from indicators import periods
from indicators.definitions import DefinitionData
from indicators.models import Collection
from indicators.returns.columns import Column
from indicators.services.collections import extend
from indicators.services.definitions import define
from indicators.services.periods import add_period, open_collection
from scorecard.accounts.roles import Role
from scorecard.demo import answers
from scorecard.demo.answers import DemoAnswers, Question
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area
from scorecard.demo.services.collecting import accept_all
from scorecard.demo.services.returns import upload_and_submit
from scorecard.demo.services.visiting import check_answers

ACCEPTED_ON = dt.date(2026, 11, 9)


def ask_about_contract(area: Area) -> None:
    """Open it for some practices, take in what they answer, accept it, visit some answers."""
    collection = _open(area)
    _give_more_time(area, collection)
    for sent in sorted(area.demo.answers, key=lambda sent: sent.sent_at):
        upload_and_submit(
            area,
            collection.period,
            practice=sent.practice,
            sent_at=sent.sent_at,
            name=f"contract-{sent.practice}.csv",
            content=_file(sent),
        )
    accept_all(area, collection, moment(ACCEPTED_ON, 15))
    check_answers(area, collection)


def _open(area: Area) -> Collection:
    by, at = area.who(Role.ANALYST), moment(answers.OPENS_ON, 9)
    span = periods.parse(answers.PERIOD)
    commissioner = area.places.commissioner
    period = add_period(
        commissioner=commissioner,
        code=span.code,
        name=answers.TITLE,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        by=by,
        at=at,
    )
    asked = answers.asked(area.demo.commissioner)
    return open_collection(
        period=period,
        definitions=[
            define(commissioner=commissioner, code=one.code, data=_data(one), by=by, at=at)
            for one in answers.QUESTIONS
        ],
        opens_on=answers.OPENS_ON,
        deadline=answers.DEADLINE,
        guidance=answers.GUIDANCE,
        contact=f"{by.name}, {by.email}",
        practices=[area.places.practices[code] for code in asked],
        by=by,
        at=at,
    )


def _data(question: Question) -> DefinitionData:
    return DefinitionData(
        name=question.name,
        description=question.description,
        kind="yes_no",
        polarity="high",
        supplied_by="practice",
        source="The practice's own answer",
    )


def _give_more_time(area: Area, collection: Collection) -> None:
    code = area.demo.commissioner.practices[answers.MORE_TIME].code
    extend(
        collection=collection,
        practice=area.places.practices[code],
        deadline=answers.MORE_TIME_UNTIL,
        reason=answers.WHY_MORE_TIME,
        by=area.who(Role.ANALYST),
        at=moment(answers.DEADLINE - dt.timedelta(3), 11),
    )


def _file(sent: DemoAnswers) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, [str(column) for column in Column], restval="")
    writer.writeheader()
    for question, answer in zip(answers.QUESTIONS, sent.answers, strict=True):
        column = Column.TEXT if answer == "not applicable" else Column.VALUE
        row = {
            Column.PRACTICE: sent.practice,
            Column.PERIOD: answers.PERIOD,
            Column.INDICATOR: question.code,
            Column.NAME: question.name,
            column: answer,
        }
        writer.writerow({str(name): cell for name, cell in row.items()})
    return text.getvalue().encode("utf-8-sig")
