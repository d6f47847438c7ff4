/*
 * --progress: one line on standard error that says how far a run is; nothing
 * unless that is a terminal.  Any thread may tell of what is done.
 */
#ifndef GK_TOOLS_PROGRESS_H
#define GK_TOOLS_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct gk_progress {
	bool on;
	size_t total, done;
	size_t shown;		/* hundredths that the line shows */
	bool drawn;		/* it is on the screen */
	pthread_mutex_t lock;
};

/* `wanted`: --progress was given. */
void gk_progress_init(struct gk_progress *p, bool wanted, size_t total);
/* One more is done. */
void gk_progress_step(struct gk_progress *p);
/* Takes the line away, for a message or for good. */
void gk_progress_clear(struct gk_progress *p);
void gk_progress_release(struct gk_progress *p);

#endif
