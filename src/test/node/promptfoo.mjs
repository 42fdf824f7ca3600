// Runs a file of promptfoo tests offline: the provider only repeats the prompt. Arguments: the file, the prompt.
import promptfoo from 'promptfoo';

const [file, prompt] = process.argv.slice(2);
const evaluation = await promptfoo.evaluate(
  { prompts: [prompt], providers: ['echo'], tests: `file://${file}`, writeLatestResults: false },
  { cache: false, maxConcurrency: 2, showProgressBar: false },
);
const { results } = await evaluation.toEvaluateSummary();
for (const { success, response, testCase } of results) {
  console.log(JSON.stringify({ success, output: response.output, metadata: testCase.metadata }));
}
process.exit(0);
