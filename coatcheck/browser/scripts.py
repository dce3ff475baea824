"""What is asked in the page itself: small functions, in the page's language."""

# Whether the selector finds anything.
SELECT = "selector => document.querySelector(selector) !== null"

# Whether the document's elements and words stay as they are for so many milliseconds, with everything loaded.
QUIET = """
milliseconds => new Promise(resolve => {
  const finish = calm => { observer.disconnect(); clearTimeout(timer); resolve(calm && document.readyState === 'complete'); };
  const observer = new MutationObserver(() => finish(false));
  const timer = setTimeout(() => finish(true), milliseconds);
  observer.observe(document, {childList: true, characterData: true, subtree: true});
})
"""

_WORDS = """
  const words = element =>
    (element.innerText || element.value || element.getAttribute('aria-label') || '').trim().replace(/\\s+/g, ' ').toLowerCase();
  const shown = element => { const box = element.getBoundingClientRect(); return box.width > 0 && box.height > 0; };
"""

# The button that takes away what covers the middle or the lower end of the page, by what is written on it: first any that refuses.
BANNER = f"""
([refuse, accept]) => {{{_WORDS}
  const covers = new Set();
  for (const [x, y] of [[0.5, 0.5], [0.5, 0.92], [0.5, 0.08]]) {{
    let element = document.elementFromPoint(innerWidth * x, innerHeight * y);
    while (element && element !== document.body) {{
      const style = getComputedStyle(element);
      if (style.position === 'fixed' || style.position === 'sticky' || element.localName === 'dialog') covers.add(element);
      element = element.parentElement || element.getRootNode().host;
    }}
  }}
  const buttons = [...covers].flatMap(cover =>
    [...(cover.shadowRoot || cover).querySelectorAll('button, a, [role=button], input[type=button], input[type=submit]')].filter(shown));
  for (const vocabulary of [refuse, accept])
    for (const button of buttons) if (vocabulary.includes(words(button))) return button;
  return null;
}}
"""

# What can be pressed by these words, or by this selector: the whole words before a selector, what is shown before what is not.
CONTROL = f"""
wanted => {{{_WORDS}
  const said = wanted.trim().replace(/\\s+/g, ' ').toLowerCase();
  const controls = [...document.querySelectorAll(
    'button, [role=button], [role=radio], [role=option], [role=tab], label, option, summary, a, input[type=button], input[type=submit]')];
  const named = controls.filter(element => (element.localName === 'option' ? element.text.trim().toLowerCase() : words(element)) === said);
  const found = named.find(shown) || named.find(element => element.localName === 'option') || named[0];
  if (found) return found;
  try {{ return document.querySelector(wanted); }} catch {{ return null; }}
}}
"""
