"""What suggestions learn from: train, and what other tools find."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.output import Exit, narrate, print_json
from workbench.cli.progress import watched
from workbench.messages import N_, _, ngettext
from workbench.workflow import learn, measure, predictions

if TYPE_CHECKING:
    from workbench.cli import Options
    from workbench.workflow.learn import Outcome
    from workbench.workflow.predictions import Imported

_FILE = click.Path(path_type=Path, readable=False)
_PHASES = {
    learn.Phase.COLLECTING: N_("Reading finished articles"),
    learn.Phase.TRAINING: N_("Training"),
    learn.Phase.REFRESHING: N_("Renewing suggestions"),
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def train(options: Options, as_json: bool) -> None:
    """Train the model of names on finished articles.

    Prints how well it does on articles that it was not trained on. Suggestions of articles that
    nobody has opened are made anew; what is decided stays.
    """
    session = options.session()

    def stopped() -> None:
        narrate(_("Stopped: the model in use stays. What was renewed already is kept."))

    with watched(options, _(_PHASES[learn.Phase.COLLECTING]), stopped) as work:
        outcome = learn.train(session, lambda job: work.at(*job.place, _(_PHASES[job.phase])))
    if as_json:
        print_json(_outcome_json(outcome))
    else:
        options.output.table(measure.score_table(outcome.scores))
        narrate(measure.anchored())
    text = ngettext("{n} article, {spans} names, {seconds} s", "{n} articles, {spans} names, "
                    "{seconds} s", outcome.articles)  # fmt: skip
    narrate(text.format(n=outcome.articles, spans=outcome.spans, seconds=f"{outcome.seconds:.1f}"))
    if not outcome.kept:
        narrate(_("The model in use does better and stays."))


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "kept": outcome.kept,
        "articles": outcome.articles,
        "spans": outcome.spans,
        "seconds": round(outcome.seconds, 2),
        "scores": measure.score_json(outcome.scores),
    }


@click.command("import-predictions")
@click.argument("file", type=_FILE)
@click.option("--name", required=True, metavar="TOOL", help="What to call the tool.")
@click.pass_obj
def import_predictions(options: Options, file: Path, name: str) -> None:
    """Weigh what another tool finds among the suggestions.

    FILE has gold records or lines of `extract`; articles are matched by their text. How far the
    tool is believed follows from what curators decide.
    """
    _report(predictions.import_file(options.session(), file, name))


@click.command()
@click.argument("model")
@click.option("--name", metavar="TOOL", help="What to call it; the model's name by default.")
@click.option("--map", "labels", multiple=True, metavar="THEIRS=OURS", help="Rename a label.")
@click.pass_obj
def predict(options: Options, model: str, name: str | None, labels: tuple[str, ...]) -> None:
    """Run a transformer over the stored articles and weigh what it finds.

    MODEL is a folder or the name of a model on the hub, made for token classification. Needs
    `pip install 'arabic-news-workbench[transformers]'`.
    """
    renamed = {}
    for pair in labels:
        theirs, equals, ours = pair.partition("=")
        if not equals:
            raise click.UsageError(_("--map takes THEIRS=OURS."))
        renamed[theirs] = ours
    _report(predictions.run_transformer(options.session(), model, name, renamed))


def _report(imported: Imported) -> None:
    text = ngettext("{n} article, {spans} spans", "{n} articles, {spans} spans", imported.articles)
    narrate(text.format(n=imported.articles, spans=imported.spans))
    if imported.unknown:
        text = ngettext(
            "{n} article is not stored here and was left out",
            "{n} articles are not stored here and were left out",
            imported.unknown,
        )
        narrate(text.format(n=imported.unknown))
    if imported.left_out:
        labels = ", ".join(sorted(imported.left_out))
        narrate(_("left out, being no names of the label scheme: {labels}").format(labels=labels))
    if imported.unknown:
        raise SystemExit(Exit.PARTLY if imported.articles else Exit.FAILED)


COMMANDS = (train, import_predictions, predict)
