/*
 * secret: passwords in the addresses of a text that is about to be shown.
 */
#ifndef CURLINT_BASE_SECRET_H
#define CURLINT_BASE_SECRET_H

#include "base/str.h"

/*
 * Write '*' over each byte of the password in "scheme://user:password@host". The length stays, so
 * that what points into the text still does.
 */
void secret_mask(char *text, size_t n);

#endif
