"""Where MkDocs meets the package: one line per event. What happens stands in `helpdesk.build`."""

import sys
from pathlib import Path

# MkDocs may run from another Python environment than the one `helpdesk` is installed in.
sys.path.insert(0, str(Path(__file__).parent))

from mkdocs.plugins import CombinedEvent, event_priority

from helpdesk.build import events

# static-i18n acts at -100 (configuration, files, the builds of the other Locales) and at +50 (Markdown, contexts);
# each of ours that needs what it did comes after it. Only what spares it work comes before.


def on_startup(command, dirty):
    events.started(serves=command == "serve")


@event_priority(-110)
def on_config(config):
    return events.configured(config)


@event_priority(-90)
def listed_files(files, config):
    return events.listed(files)


@event_priority(-110)
def collected_files(files, config):
    return events.collected(files, config)


on_files = CombinedEvent(listed_files, collected_files)


@event_priority(-110)
def on_env(env, config, files):
    return events.environment(env, config)


@event_priority(-60)
def on_page_markdown(markdown, page, config, files):
    return events.markdown(markdown, page)


@event_priority(-60)
def on_page_content(html, page, config, files):
    return events.content(html, page, files)


@event_priority(-60)
def on_template_context(context, template_name, config):
    return events.template_context(context, config)


@event_priority(-60)
def on_post_template(output_content, template_name, config):
    return events.template_written(output_content, template_name, config)


@event_priority(-60)
def on_page_context(context, page, config, nav):
    return events.page_context(context, page, config, nav)


@event_priority(-200)
def on_post_build(config):
    events.built(config)
