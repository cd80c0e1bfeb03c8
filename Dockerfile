# Debian slim, not Alpine: sharp and the database drivers ship binaries for glibc.
FROM node:20-slim AS build
WORKDIR /app
# Nothing here needs an install script. Optional packages stay: sharp's native part is one of them.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/app/.data LOG_DIR=/app/logs
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE /app/NOTICE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
RUN mkdir -p .data logs && chown node:node .data logs
USER node
VOLUME ["/app/.data", "/app/logs"]
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and handles SIGTERM itself: it drains within 10 s.
STOPSIGNAL SIGTERM
CMD ["node", "dist/server.js"]
