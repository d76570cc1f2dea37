// The demo page of themes.html: ?theme=green or ?theme=red links that style sheet, ?density=large sets the
// attribute. A bank does either in its own page.
const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
if (['green', 'red'].includes(theme)) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `themes/${theme}.css`;
  document.head.append(link);
}
if (asked.get('density') === 'large') document.querySelector('new-citizen-calculator').setAttribute('density', 'large');
