#include "config.h"

#include "tools/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR 40
#define NOTHING_SHOWN 1000

void
gk_progress_init(struct gk_progress *p, bool wanted, size_t total)
{
	*p = (struct gk_progress){ .on = wanted && total > 0 &&
	    isatty(STDERR_FILENO), .total = total, .shown = NOTHING_SHOWN };
	pthread_mutex_init(&p->lock, NULL);
}

static void
draw(struct gk_progress *p)
{
	size_t part = p->done * 100 / p->total;
	char bar[BAR + 1];

	if (part == p->shown && p->drawn)
		return;
	memset(bar, '.', BAR);
	memset(bar, '#', part * BAR / 100);
	bar[BAR] = '\0';
	fprintf(stderr, "\r[%s] %3zu%% %zu/%zu", bar, part, p->done,
	    p->total);
	fflush(stderr);
	p->shown = part;
	p->drawn = true;
}

static void
wipe(struct gk_progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", stderr);
	p->drawn = false;
}

/* What is said when all is done is not to stand behind the line. */
void
gk_progress_step(struct gk_progress *p)
{
	if (!p->on)
		return;
	pthread_mutex_lock(&p->lock);
	if (++p->done < p->total)
		draw(p);
	else
		wipe(p);
	pthread_mutex_unlock(&p->lock);
}

void
gk_progress_clear(struct gk_progress *p)
{
	if (!p->on)
		return;
	pthread_mutex_lock(&p->lock);
	wipe(p);
	pthread_mutex_unlock(&p->lock);
}

void
gk_progress_release(struct gk_progress *p)
{
	gk_progress_clear(p);
	pthread_mutex_destroy(&p->lock);
}
