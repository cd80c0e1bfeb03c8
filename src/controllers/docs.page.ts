/** The documentation page; it names its files relative to itself, so that it works under any prefix. */
export const docsPage = (folder: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light">
    <title>Craftworks API</title>
    <link rel="stylesheet" href="${folder}swagger-ui.css">
    <link rel="stylesheet" href="${folder}index.css">
    <link rel="icon" type="image/png" sizes="32x32" href="${folder}favicon-32x32.png">
    <link rel="icon" type="image/png" sizes="16x16" href="${folder}favicon-16x16.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${folder}swagger-ui-bundle.js"></script>
    <script src="${folder}initializer.js"></script>
  </body>
</html>
`;

/** Takes the place of the package's own initializer, which shows a public demo. */
export const docsInitializer = `window.ui = SwaggerUIBundle({
  url: new URL('../openapi.json', document.currentScript.src).href,
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  validatorUrl: null,
  deepLinking: true,
  filter: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
});
`;
