"""What is asked in the page itself: small functions, in the page's language."""

# The document, and all that is drawn into its elements in shadow roots that are open.
_ROOTS = """
  const roots = root => [root, ...[...root.querySelectorAll('*')].flatMap(element => element.shadowRoot ? roots(element.shadowRoot) : [])];
"""

# Whether the selector finds anything.
SELECT = f"selector => {{{_ROOTS} return roots(document).some(root => root.querySelector(selector)); }}"

# The document as a visitor sees it, where shadow roots that are open or frames of its own host hold a part of it; null where none does.
# Written in a document that nothing runs in: there the page's own elements are mere names. Frames that show nothing are left as they are.
DRAWN = """
() => {
  const shown = frame => { const box = frame.getBoundingClientRect(); return box.width > 1 && box.height > 1; };
  const framed = node => node.localName === 'iframe' && node.contentDocument?.body && shown(node) ? node.contentDocument.body : null;
  if (![...document.querySelectorAll('*')].some(element => element.shadowRoot || framed(element))) return null;
  const still = document.implementation.createHTMLDocument('');
  const inside = node => {
    if (node.localName === 'slot' && node.assignedNodes().length) return node.assignedNodes();
    return [...(node.shadowRoot || framed(node) || node).childNodes];
  };
  const copies = node => {
    if (node.nodeType !== 1 || node.localName === 'template') return [still.importNode(node, true)];
    if (node.localName === 'slot' && node.getRootNode().host) return inside(node).flatMap(copies);
    const copy = framed(node) ? still.createElement('div') : still.importNode(node, false);
    if (framed(node)) for (const name of ['id', 'class', 'style', 'hidden', 'aria-hidden'])
      if (node.hasAttribute(name)) copy.setAttribute(name, node.getAttribute(name));
    copy.append(...inside(node).flatMap(copies));
    return [copy];
  };
  try { return '<!DOCTYPE html>' + copies(document.documentElement)[0].outerHTML; } catch { return null; }
}
"""

# Whether the document's elements and words stay as they are for so many milliseconds, with everything loaded.
QUIET = f"""
milliseconds => new Promise(resolve => {{{_ROOTS}
  const finish = calm => {{ observer.disconnect(); clearTimeout(timer); resolve(calm && document.readyState === 'complete'); }};
  const observer = new MutationObserver(() => finish(false));
  const timer = setTimeout(() => finish(true), milliseconds);
  for (const root of roots(document)) observer.observe(root, {{childList: true, characterData: true, subtree: true}});
}})
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
wanted => {{{_WORDS}{_ROOTS}
  const said = wanted.trim().replace(/\\s+/g, ' ').toLowerCase();
  const every = selector => roots(document).flatMap(root => [...root.querySelectorAll(selector)]);
  const controls = every(
    'button, [role=button], [role=radio], [role=option], [role=tab], label, option, summary, a, input[type=button], input[type=submit]');
  const named = controls.filter(element => (element.localName === 'option' ? element.text.trim().toLowerCase() : words(element)) === said);
  const found = named.find(shown) || named.find(element => element.localName === 'option') || named[0];
  if (found) return found;
  try {{ return every(wanted)[0] || null; }} catch {{ return null; }}
}}
"""
