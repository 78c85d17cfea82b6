/** What PurgeCSS takes for names of classes, identifiers, tags and attributes in pages and scripts. */
export default {
  // no page is written from right to left, though scripts ask whether one is
  defaultExtractor: (content) => (content.match(/[\w-]+/g) ?? []).filter((word) => word !== 'rtl'),
};
