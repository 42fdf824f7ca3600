// Sends one run with a parent and three children through an unmodified exporter: node send.mjs URL KEY http|proto
// Says the trace id and the ids of its spans as JSON.
import { context, trace } from '@opentelemetry/api'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'

const [url, key, kind] = process.argv.slice(2)
const { OTLPTraceExporter } = await import(`@opentelemetry/exporter-trace-otlp-${kind}`)
const exporter = new OTLPTraceExporter({ url, headers: { Authorization: `Bearer ${key}` }, compression: 'gzip' })
const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] })
const tracer = provider.getTracer('agent', '1', { schemaUrl: 'https://opentelemetry.io/schemas/1.26.0' })

const run = tracer.startSpan('invoke_agent support-agent', { attributes: { 'gen_ai.operation.name': 'invoke_agent' } })
const spans = [run]
for (let i = 0; i < 3; i++) {
  const child = tracer.startSpan('chat gpt-4o', {
    kind: 2,
    attributes: {
      'gen_ai.operation.name': 'chat', 'gen_ai.system': 'openai', 'gen_ai.usage.prompt_tokens': 10 + i,
      'gen_ai.usage.completion_tokens': 5, 'acme.shelf': 'B', 'gen_ai.response.finish_reasons': ['stop'],
    },
  }, trace.setSpan(context.active(), run))
  child.end()
  spans.push(child)
}
run.end()
await provider.forceFlush()
await provider.shutdown()
console.log(JSON.stringify({ traceId: run.spanContext().traceId, spanIds: spans.map((span) => span.spanContext().spanId) }))
