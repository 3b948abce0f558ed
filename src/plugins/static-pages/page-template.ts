/**
 * The HTML around every page of the production build: Docusaurus' own template without its client scripts and style sheets
 * and without what its classic theme puts before the body (`preBodyTags`). What a page needs comes in `headTags`.
 * Variables: `renderSSGTemplate` in @docusaurus/core/lib/ssg/ssgTemplate.js.
 */
export const pageTemplate = `
<!DOCTYPE html>
<html <%~ it.htmlAttributes %>>
  <head>
    <meta charset="UTF-8">
    <% it.metaAttributes.forEach((metaAttribute) => { %>
      <%~ metaAttribute %>
    <% }); %>
    <%~ it.headTags %>
  </head>
  <body <%~ it.bodyAttributes %>>
    <%~ it.appHtml %>
    <%~ it.postBodyTags %>
  </body>
</html>
`;
