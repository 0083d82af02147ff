/*
 * date_form: how a list writes its dates, so that another day can be written the same way.
 *
 * A form is a date in letters: "YYYY-MM-DD", "MM/DD", "YYYY/MM", "D Mon YYYY", "Month YYYY". M and
 * D are numbers without a zero in front, MM and DD with one.
 */
#ifndef CURLINT_DOC_DATE_FORM_H
#define CURLINT_DOC_DATE_FORM_H

#include "base/buf.h"
#include "base/clock.h"

/*
 * Append the form of a written date. `day_first` tells which of two numbers is the month where the
 * text does not. False, with nothing appended, where it is no date, or of another form.
 */
bool date_form_read(struct buf *out, str text, bool day_first);

/*
 * Append the date in a form. A month or day of 0 is not known: false, with nothing appended, where
 * the form needs it, and of a form that is none.
 */
bool date_form_write(struct buf *out, str form, struct date date);

#endif
