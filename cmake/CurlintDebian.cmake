# Run by CPack on what goes into the package: the licence is called `copyright` and the manual page
# is compressed, without the date of doing so.
set(share "${CPACK_TEMPORARY_DIRECTORY}/usr/share")
file(RENAME "${share}/doc/curlint/LICENSE" "${share}/doc/curlint/copyright")
execute_process(COMMAND gzip -9n "${share}/man/man1/curlint.1" COMMAND_ERROR_IS_FATAL ANY)
