#include "config.h"

#include "core/url.h"

#include <ctype.h>
#include <strings.h>

static bool
starts_nocase(struct gk_str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && strncasecmp(s.p, prefix, n) == 0;
}

static bool
starts_address(struct gk_str s)
{
	while (s.n > 0 && s.p[0] == ' ')
		s = gk_str_sub(s, 1, s.n);
	return starts_nocase(s, "http") || starts_nocase(s, "www.");
}

/* Length of the separator at s.p[i], 0 if there is none. */
static size_t
separator(struct gk_str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	size_t n = s.n - i;

	if (*p > ' ' && *p < 0x80 && *p != ',' && *p != ';')
		return 0;	/* what addresses are made of */
	if (isspace(*p))
		return 1;
	if (*p == ',' || *p == ';')
		return n == 1 || starts_address(gk_str_sub(s, i + 1, n)) ?
		    1 : 0;
	if (n < 3)
		return 0;
	/* U+3000, 、 and 。; ， and ； */
	if (p[0] == 0xE3 && p[1] == 0x80 && p[2] <= 0x82)
		return 3;
	if (p[0] == 0xEF && p[1] == 0xBC && (p[2] == 0x8C || p[2] == 0x9B))
		return 3;
	return 0;
}

bool
gk_url_next(struct gk_str *rest, struct gk_str *piece)
{
	size_t i, len;

	while (rest->n > 0 && (len = separator(*rest, 0)) > 0)
		*rest = gk_str_sub(*rest, len, rest->n);
	if (rest->n == 0)
		return false;
	for (i = 0; i < rest->n; i++)
		if (separator(*rest, i) > 0)
			break;
	*piece = gk_str_sub(*rest, 0, i);
	*rest = gk_str_sub(*rest, i, rest->n);
	return true;
}

/* "10", "172.16" …: whether the dotted IPv4 host starts so. */
static bool
is_private_ipv4(struct gk_str host)
{
	unsigned part[4] = { 0 };
	size_t k = 0, digits = 0;

	for (size_t i = 0; i < host.n; i++) {
		if (host.p[i] == '.') {
			if (digits == 0 || ++k > 3)
				return false;
			digits = 0;
		} else if (isdigit((unsigned char)host.p[i]) && digits < 3) {
			part[k] = part[k] * 10 + (unsigned)(host.p[i] - '0');
			digits++;
		} else {
			return false;
		}
	}
	if (k != 3 || digits == 0)
		return false;
	return part[0] == 10 || part[0] == 127 ||
	    (part[0] == 172 && part[1] >= 16 && part[1] <= 31) ||
	    (part[0] == 192 && part[1] == 168);
}

static bool
host_char(unsigned char c)
{
	/* Internationalised names (公益.政务) are letters too. */
	return isalnum(c) || c == '-' || c == '.' || c >= 0x80;
}

/* The host at the start of `s`, without port; false if it is malformed. */
static bool
take_host(struct gk_str s, struct gk_str *host)
{
	size_t n = 0;

	while (n < s.n && host_char((unsigned char)s.p[n]))
		n++;
	*host = gk_str_sub(s, 0, n);
	if (n == 0 || host->p[0] == '.' || host->p[n - 1] == '.' ||
	    gk_str_find(*host, GK_STR("..")) != SIZE_MAX)
		return false;
	if (n < s.n && s.p[n] == ':')
		for (n++; n < s.n && isdigit((unsigned char)s.p[n]); n++)
			continue;
	return n == s.n || s.p[n] == '/' || s.p[n] == '?' || s.p[n] == '#';
}

/* ASCII with a dot between letters, no blanks: a bare host name. */
static bool
looks_like_host(struct gk_str s)
{
	size_t dot = SIZE_MAX;

	for (size_t i = 0; i < s.n && s.p[i] != '/'; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
		if (s.p[i] == '.')
			dot = i;
	}
	return dot != SIZE_MAX && dot > 0 && dot + 2 < s.n &&
	    isalpha((unsigned char)s.p[dot + 1]);
}

enum gk_url
gk_url_classify(struct gk_str piece)
{
	struct gk_str s = piece, host;

	if (starts_nocase(s, "https://"))
		s = gk_str_sub(s, 8, s.n);
	else if (starts_nocase(s, "http://"))
		s = gk_str_sub(s, 7, s.n);
	else if (starts_nocase(s, "http"))
		return GK_URL_MALFORMED;
	else if (gk_str_find(s, GK_STR("://")) != SIZE_MAX)
		return GK_URL_MALFORMED;
	else if (!starts_nocase(s, "www.") && !looks_like_host(s))
		return GK_URL_NONE;
	if (starts_nocase(s, "http:") || starts_nocase(s, "https:") ||
	    !take_host(s, &host))
		return GK_URL_MALFORMED;
	if (memchr(host.p, '.', host.n) == NULL || is_private_ipv4(host) ||
	    starts_nocase(host, "localhost"))
		return GK_URL_INTERNAL;
	return GK_URL_OK;
}

bool
gk_url_any(struct gk_str cell)
{
	struct gk_str piece;

	while (gk_url_next(&cell, &piece))
		if (gk_url_classify(piece) == GK_URL_OK)
			return true;
	return false;
}

/* Without scheme. */
static struct gk_str
after_scheme(struct gk_str s)
{
	if (starts_nocase(s, "https://"))
		return gk_str_sub(s, 8, s.n);
	if (starts_nocase(s, "http://"))
		return gk_str_sub(s, 7, s.n);
	return s;
}

struct gk_str
gk_url_host(struct gk_str address)
{
	struct gk_str s = after_scheme(address);
	size_t n = 0;

	while (n < s.n && host_char((unsigned char)s.p[n]))
		n++;
	return gk_str_sub(s, 0, n);
}

/* What follows the host: port, path, query, fragment. */
static struct gk_str
after_host(struct gk_str address)
{
	struct gk_str s = after_scheme(address);

	return gk_str_sub(s, gk_url_host(address).n, s.n);
}

/* What follows the port. */
static struct gk_str
after_port(struct gk_str address)
{
	struct gk_str s = after_host(address);
	size_t n = 0;

	if (s.n > 0 && s.p[0] == ':')
		for (n = 1; n < s.n && isdigit((unsigned char)s.p[n]); n++)
			continue;
	return gk_str_sub(s, n, s.n);
}

struct gk_str
gk_url_path(struct gk_str address)
{
	struct gk_str s = after_port(address);
	size_t n = 0;

	while (n < s.n && s.p[n] != '?' && s.p[n] != '#')
		n++;
	return gk_str_sub(s, 0, n);
}

static struct gk_str
without_www(struct gk_str host)
{
	return starts_nocase(host, "www.") ? gk_str_sub(host, 4, host.n) :
	    host;
}

static bool
same_nocase(struct gk_str a, struct gk_str b)
{
	return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

bool
gk_url_below(struct gk_str address, struct gk_str site)
{
	struct gk_str host = gk_url_host(address), top = gk_url_host(site);

	if (top.n == 0 || host.n == 0)
		return false;
	if (same_nocase(without_www(host), without_www(top)))
		return true;
	return host.n > top.n && host.p[host.n - top.n - 1] == '.' &&
	    same_nocase(gk_str_sub(host, host.n - top.n, top.n), top);
}

/* "?id=3", "#/detail/3": the page is named behind the path. */
static bool
has_query(struct gk_str rest)
{
	return rest.n > 1 && (rest.p[0] == '?' ? rest.p[1] != '#' :
	    rest.n > 3 && (rest.p[1] == '/' || rest.p[1] == '!'));
}

static bool
has_digit(struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (isdigit((unsigned char)s.p[i]))
			return true;
	return false;
}

bool
gk_url_is_page(struct gk_str address)
{
	struct gk_str path = gk_url_path(address), tail, name;
	size_t slash = 0, folders = 0;

	tail = gk_str_sub(after_port(address), path.n, address.n);
	if (has_query(tail))
		return true;
	for (size_t i = 0; i < path.n; i++) {
		if (path.p[i] != '/')
			continue;
		folders += i > slash + 1;
		slash = i;
	}
	name = gk_str_sub(path, slash + 1, path.n);
	if (name.n > 0 && !starts_nocase(name, "index.")) {
		if (memchr(name.p, '.', name.n) != NULL || has_digit(name))
			return true;
		folders++;	/* /zwgk is /zwgk/ */
	}
	return folders > 1;
}

bool
gk_url_day(struct gk_str address, gk_day *day)
{
	struct gk_str path = gk_url_path(address);
	char iso[10] = { [4] = '-', [7] = '-' };

	for (size_t i = 0; i + 11 <= path.n; i++) {
		const char *p = path.p + i;
		size_t n = 2;

		if (p[0] != '/' || p[1] != 't' || p[10] != '_')
			continue;
		while (n < 10 && isdigit((unsigned char)p[n]))
			n++;
		memcpy(iso, p + 2, 4);
		memcpy(iso + 5, p + 6, 2);
		memcpy(iso + 8, p + 8, 2);
		if (n == 10 && gk_date_parse_iso((struct gk_str){ iso,
		    sizeof iso }, day))
			return true;
	}
	return false;
}

void
gk_url_key(struct gk_buf *out, struct gk_str address)
{
	struct gk_str host = without_www(gk_url_host(address));
	struct gk_str port = after_host(address), rest = after_port(address);
	struct gk_str path = gk_url_path(address);
	struct gk_str tail = gk_str_sub(rest, path.n, rest.n);

	port.n -= rest.n;
	for (size_t i = 0; i < host.n; i++)
		gk_buf_putc(out, (char)tolower((unsigned char)host.p[i]));
	if (!gk_str_eq(port, GK_STR(":80")) &&
	    !gk_str_eq(port, GK_STR(":443")) && port.n > 1)
		gk_buf_add_str(out, port);
	while (path.n > 0 && path.p[path.n - 1] == '/')
		path.n--;
	gk_buf_add_str(out, path);
	if (tail.n > 1)
		gk_buf_add_str(out, tail);
}

bool
gk_url_same(struct gk_str a, struct gk_str b)
{
	struct gk_buf left = { 0 }, right = { 0 };
	bool same;

	gk_url_key(&left, a);
	gk_url_key(&right, b);
	same = gk_str_eq(gk_buf_str(&left), gk_buf_str(&right));
	gk_buf_release(&left);
	gk_buf_release(&right);
	return same;
}
