/* Tells the page around this frame how high it is. Only a page that may show it can hear that. */
new ResizeObserver(() => parent.postMessage({ height: document.body.offsetHeight }, "*")).observe(document.body);
