/* doc/venue: where a badge's message says a venue and a year. */
#include "doc/venue.h"

#include "fake.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void a_year_is_read_in_all_its_forms(void **state)
{
    (void)state;
    static const struct {
        const char *message, *name, *year, *note, *form;
    } cases[] = {
        {"ICML'23", "ICML", "'23", "", "'YY"},
        {"ICML'2023", "ICML", "'2023", "", "'YYYY"},
        {"ICML%2723", "ICML", "%2723", "", "'YY"},
        {"ICML\xe2\x80\x99"
         "23",
         "ICML",
         "\xe2\x80\x99"
         "23",
         "", "'YY"},
        {"ICML%20'23", "ICML", "%20'23", "", " 'YY"},
        {"CVPR2024", "CVPR", "2024", "", "YYYY"},
        {"SOSP%202023", "SOSP", "%202023", "", " YYYY"},
        {"ICLR_2025", "ICLR", "_2025", "", " YYYY"},
        {"TMLR 2025", "TMLR", " 2025", "", " YYYY"},
        {"SemEval--2024", "SemEval", "--2024", "", "-YYYY"},
        {"ACL24", "ACL", "24", "", "YY"},
        {"ACL%2024", "ACL", "%2024", "", " YY"},
        {"ACL--24", "ACL", "--24", "", "-YY"},
        {"NeurIPS'23%20ENLSP", "NeurIPS", "'23", "%20ENLSP", "'YY"},
        {"ICLR2025Oral", "ICLR", "2025", "Oral", "YYYY"},
        {"2023_ACL", "", "2023", "_ACL", "YYYY first"},
        {"2023", "", "2023", "", "YYYY"},
        {"'23%20ACL", "", "'23", "%20ACL", "YY first"},
        /* The first certain year counts, before one that only may be. */
        {"ACL%2012%20NAACL'25", "ACL%2012%20NAACL", "'25", "", "'YY"},
        {"ICML'24%2F2025", "ICML", "'24", "%2F2025", "'YY"},
        /* No years. */
        {"CIKM%20short", "CIKM%20short", "", "", ""},
        {"Structured", "Structured", "", "", ""},
        {"", "", "", "", ""},
        {"INT8", "INT8", "", "", ""},
        {"W4A16", "W4A16", "", "", ""},
        {"Top%2050", "Top%2050", "", "", ""},
        {"Resnet50", "Resnet50", "", "", ""},
        {"7B", "7B", "", "", ""},
        {"1234", "1234", "", "", ""},
        {"12345", "12345", "", "", ""},
        {"2004.12345", "2004.12345", "", "", ""},
        {"ACL(2023)", "ACL(2023)", "", "", ""},
        {"ACL24x", "ACL24x", "", "", ""},
        {"100%25", "100%25", "", "", ""},
        {"%", "%", "", "", ""},
        {"%2", "%2", "", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct venue venue;
        venue_read(str_from(cases[i].message), &venue);
        if (!str_eq(venue.name, str_from(cases[i].name)) ||
            !str_eq(venue.year, str_from(cases[i].year)) ||
            !str_eq(venue.note, str_from(cases[i].note)) ||
            !str_eq(str_from(venue.form), str_from(cases[i].form)))
            fail_msg("%s: \"%.*s\" \"%.*s\" \"%.*s\" %s", cases[i].message, STR_ARG(venue.name),
                     STR_ARG(venue.year), STR_ARG(venue.note), venue.form ? venue.form : "none");
    }
}

static void a_year_is_written_in_another_form(void **state)
{
    (void)state;
    static const struct {
        const char *message, *form, *year; /* NULL: it can't be */
    } cases[] = {
        {"CVPR2024", "'YY", "'24"},      {"ICML'2023", "'YY", "'23"},
        {"ICML'23", "YYYY", "2023"},     {"SOSP_1999", "'YY", "'99"},
        {"SOSP'99", " YYYY", "%201999"}, {"ACL24", "-YYYY", "--2024"},
        {"ICML'23", " 'YY", "%20'23"},   {"2023_ACL", "'YY", NULL},
        {"CIKM", "'YY", NULL},           {"ICML'23", "YYYY first", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct venue venue;
        struct buf text = {0};
        venue_read(str_from(cases[i].message), &venue);
        assert_int_equal(venue_year_as(&text, &venue, cases[i].form), cases[i].year != NULL);
        assert_str(buf_str(&text), cases[i].year ? cases[i].year : "");
        buf_free(&text);
    }
}

static void a_mark_stands_for_its_form(void **state)
{
    (void)state;
    assert_string_equal(venue_mark("'YY"), "'");
    assert_string_equal(venue_mark("YYYY"), "");
    assert_string_equal(venue_mark(" YYYY"), "%20");
    assert_string_equal(venue_mark("-YY"), "--");
    assert_null(venue_mark("YY first"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_is_read_in_all_its_forms),
        cmocka_unit_test(a_year_is_written_in_another_form),
        cmocka_unit_test(a_mark_stands_for_its_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
