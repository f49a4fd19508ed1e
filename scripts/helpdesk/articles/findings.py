"""The Kinds of Finding an import can make."""

from __future__ import annotations

from helpdesk.report import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# The file as a whole
NOT_TEXT = Kind(
    "not-text", ERROR, "{reason}, so no Page was made of it.", "Save the article as UTF-8 text, then import it again."
)
EMPTY = Kind(
    "empty-article", ERROR, "The file has no text, so no Page was made of it.", "Delete it, or restore its text."
)
TOO_LARGE = Kind(
    "too-large", ERROR, "The file is {size} MB; an article is at most {limit} MB.", "Split it, or leave it out."
)
TOO_DEEP = Kind(
    "too-deep",
    ERROR,
    "Lists and quotations are nested more than {limit} deep, so no Page was made of it.",
    "Flatten them, then import it again.",
)
UNREADABLE = Kind(
    "unreadable",
    ERROR,
    "The file cannot be read ({reason}).",
    "Check the file and its permissions, then import it again.",
)
OUTSIDE = Kind(
    "outside-folder",
    WARNING,
    "{target} leads out of the folder being imported and was not followed.",
    "Copy what you need into the folder.",
)
SAME_NAME = Kind(
    "same-name",
    ERROR,
    "The Page {page} would differ from that of {other} only in case, so it was not made.",
    "Rename one of the two articles.",
)
PAGE_EXISTS = Kind(
    "page-exists",
    ERROR,
    "The Page {target} is there already and was left as it is.",
    "Use --force to replace it, or --page to give another name.",
)
PAGE_EDITED = Kind(
    "page-edited",
    ERROR,
    "The Page {target} was changed after its import and was left as it is.",
    "Move it away first if the import must replace it.",
)
NOT_WRITTEN = Kind(
    "not-written",
    ERROR,
    "{target} could not be written ({reason}).",
    "Make room or change the folder's permissions, then import again.",
)

# The header
NO_HEADER = Kind(
    "no-header",
    WARNING,
    "The article has no header, so the Page has no description.",
    "Add a title and a description to the Page's front matter.",
)
HEADER_DAMAGED = Kind(
    "header-damaged", WARNING, "The header is damaged here: {text}", "Compare the Page's front matter with the header."
)
DATE_UNCLEAR = Kind(
    "date-unclear",
    WARNING,
    "The date {text} is not MM/DD/YYYY and was kept as it stands.",
    "Write it as YYYY-MM-DD in the front matter.",
)

# The text
REPAIRED = Kind(
    "encoding-repaired", NOTE, "“{before}” was read as “{after}”.", "Check that this is the word that was meant."
)
DAMAGED = Kind(
    "encoding-damaged", WARNING, "“{text}” looks damaged and could not be repaired.", "Correct it in the Page."
)
LINE_ENDS = Kind("line-ends", NOTE, "The file has {what}; the Page has none.", "Nothing to do.")
CONTROL = Kind(
    "control-character",
    WARNING,
    "The line holds the control character U+{code}, which was left out.",
    "Check the word around it.",
)
GLUED = Kind(
    "glued-word",
    WARNING,
    "“{word}” was glued to the {what} before it; a blank now parts them.",
    "Check that the blank is right.",
)
UNCLOSED_HTML = Kind(
    "unclosed-html",
    WARNING,
    "{html} is never closed; it was left out and its content kept.",
    "Check how the Page looks here.",
)
RAW_HTML = Kind(
    "raw-html", NOTE, "The {element} has no counterpart in Markdown and stays HTML.", "Check how the Page looks here."
)
UNCLOSED_CODE = Kind(
    "unclosed-code",
    WARNING,
    "The code that starts here is never closed; it was closed at the end of its block.",
    "Check where the code ends.",
)
UNKNOWN_MARKER = Kind(
    "unknown-marker",
    WARNING,
    "No Rule knows “{text}”; it stands in the Page as text.",
    "Write what it was meant to be.",
)
MANGLED_MARKER = Kind("mangled-marker", NOTE, "“{text}” was taken for a {kind}.", "Check that this is what was meant.")
UNDEFINED = Kind(
    "undefined-reference",
    WARNING,
    "The link “{text}” has no target; it stands in the Page as text.",
    "Give it a target, or take the brackets away.",
)
PARTED_PICTURE = Kind(
    "parted-picture",
    WARNING,
    "A blank parts the `!` of a picture from its brackets, so {target} shows as a link.",
    "Take the blank away in the Page if the picture is meant to be seen.",
)
MISSING_INCLUDE = Kind(
    "missing-include",
    WARNING,
    "The include {target} is not there.",
    "Write its text into the Page, or drop the sentence that leads to it.",
)
INCLUDE_CYCLE = Kind(
    "include-cycle", ERROR, "The include {target} includes itself and was left out here.", "Break the circle."
)
VIDEO = Kind(
    "video",
    WARNING,
    "The video {target} became a link to the page that showed it.",
    "Check that the video is still there.",
)
EMPTY_HEADING = Kind("empty-heading", NOTE, "The heading has no text; only its anchor was kept.", "Nothing to do.")
DUPLICATE_ANCHOR = Kind(
    "duplicate-anchor",
    NOTE,
    "The anchor “{target}” is used a second time; here it became “{suggestion}”.",
    "Nothing to do: links lead to the first one.",
)

# Where links lead
MISSING_PICTURE = Kind(
    "missing-picture",
    WARNING,
    "The picture {target} is not there.",
    "Make a new one, or take the image out of the Page.",
)
WRONG_CASE = Kind(
    "wrong-case", NOTE, "The link to {target} differs from {suggestion} in case; it was corrected.", "Nothing to do."
)
MISSING_ARTICLE = Kind(
    "missing-article",
    WARNING,
    "The article {target} is not among the articles being imported.",
    "Import it too, or lead the link elsewhere.{nearest}",
)
DANGLING = Kind(
    "dangling-anchor", WARNING, "Nothing in {file} is called “#{anchor}”.", "Lead the link to another anchor.{nearest}"
)
ANCHOR_MENDED = Kind(
    "anchor-mended",
    NOTE,
    "The link to “{target}” now leads to “{suggestion}”, which differs only in case.",
    "Nothing to do.",
)
SITE_PATH = Kind(
    "site-path",
    WARNING,
    "The link {target} starts at the root of the old site, which has no such page any more.",
    "Give the whole address, or lead the link to a Page.",
)
RETIRED_HOST = Kind("retired-host", WARNING, "The link leads to {target}. {reason}", "{use}")
LOCALE_SEGMENT = Kind(
    "locale-segment",
    WARNING,
    "The address {target} asks for the language {segment}.",
    "Leave the language out, so that readers get their own.{nearest}",
)
UNSAFE_LINK = Kind(
    "unsafe-link", WARNING, "The link {target} runs a script or opens a local file.", "Lead it to a page."
)
MEDIA_DIFFERS = Kind(
    "media-differs",
    ERROR,
    "The picture {target} is there already with other content and was left as it is.",
    "Rename one of the two pictures.",
)
MISSING_FILE = Kind("missing-file", WARNING, "The file {target} is not there.", "Add it, or lead the link elsewhere.")
NOT_YET = Kind(
    "not-imported",
    NOTE,
    "The article {target} was not imported with this one.",
    "Import it too, or lead the link elsewhere.",
)
FAILED = Kind(
    "import-failed",
    ERROR,
    "The article could not be imported ({reason}).",
    "Please report this with the article; the others are not affected.",
)
