/*
 * What gk-xls-reader writes to its standard output, and xls.c reads: messages
 * of a letter and what belongs to it.  Numbers are of four bytes, the lowest
 * first; strings are UTF-8, a number of bytes before them.
 *
 *	P			what follows may lack links, merges, formulas
 *	S flags name		a sheet begins
 *	R flags row count cells	a row, from 1; see below for cells
 *	E			the sheet ends
 *	Z			all is read: nothing follows
 *	X why			it cannot be read, a letter: nothing follows
 *
 * Flags are a byte: 1 if it is hidden.  Cells begin with a letter.
 */
#ifndef GK_LEDGER_XLS_PIPE_H
#define GK_LEDGER_XLS_PIPE_H

/* The program, installed in $(pkglibexecdir); the workbook is its input. */
#define GK_XLS_READER "gk-xls-reader"

enum {
	GK_XLS_PARTIAL = 'P', GK_XLS_SHEET = 'S', GK_XLS_ROW = 'R',
	GK_XLS_END = 'E', GK_XLS_DONE = 'Z', GK_XLS_FAILED = 'X'
};

enum {
	GK_XLS_BLANK = 'b',	/* alone */
	GK_XLS_TEXT = 't',	/* and a string: as it is shown */
	GK_XLS_RUINED = 'r',	/* likewise: a number without its last digits */
	GK_XLS_LINK = 'l'	/* and two strings: text and target */
};

/* Why it failed. */
enum {
	GK_XLS_LOCKED = 'l',	/* a password */
	GK_XLS_DAMAGED = 'd',
	GK_XLS_LIMIT = 'm',	/* more than the limits allow */
	GK_XLS_CHARSET = 'c',	/* of an encoding that is not known */
	GK_XLS_INPUT = 'i'	/* the input could not be read */
};

#define GK_XLS_SHEETS_MAX 256
#define GK_XLS_ROWS_MAX 65536
#define GK_XLS_COLUMNS_MAX 256

#endif
