#include "report/format.h"

#include "base/mem.h"
#include "report/plain.h"
#include "report/utf16.h"
#include "report/xml.h"

/* The XML of Checkstyle, as Jenkins, reviewdog and editors read it. */
static void add_error(struct buf *out, const struct finding *finding, const struct utf16 *text)
{
    struct position at = utf16_region(text, finding->span).start;
    struct buf message = {0}, source = {0};
    plain_add_message(&message, finding->message, finding->help);
    /* Jenkins takes what is before the last point for the category. */
    buf_printf(&source, "curlint.%s", finding->rule->id);
    buf_add(out, STR("    <error"));
    xml_attribute_number(out, "line", at.line);
    xml_attribute_number(out, "column", at.column);
    xml_attribute(out, "severity", str_from(severity_name(plain_severity(finding))));
    xml_attribute(out, "message", buf_str(&message));
    xml_attribute(out, "source", buf_str(&source));
    buf_add(out, STR("/>\n"));
    buf_free(&message);
    buf_free(&source);
}

/* The findings come file by file. */
static void write_checkstyle(const struct report *report, struct buf *out)
{
    buf_add(out, STR(XML_HEAD "<checkstyle version=\"4.3\">\n"));
    for (size_t i = 0; i < report->finding_count;) {
        uint32_t document = report->findings[i]->document;
        struct utf16 text = {0};
        utf16_open(&text, report->documents[document]);
        buf_add(out, STR("  <file"));
        xml_attribute(out, "name", report->names[document]);
        buf_add(out, STR(">\n"));
        for (; i < report->finding_count && report->findings[i]->document == document; i++)
            add_error(out, report->findings[i], &text);
        buf_add(out, STR("  </file>\n"));
        utf16_free(&text);
    }
    buf_add(out, STR("</checkstyle>\n"));
}

const struct format format_checkstyle = {
    .name = "checkstyle",
    .summary = "the XML of Checkstyle, for Jenkins and others",
    .write = write_checkstyle,
};
