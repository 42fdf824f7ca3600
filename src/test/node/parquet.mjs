// Prints the rows of a Parquet file, a JSON object a line.
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

const rows = await parquetReadObjects({ file: await asyncBufferFromFile(process.argv[2]) });
const plain = (_, value) => (typeof value === 'bigint' ? Number(value) : value);
for (const row of rows) console.log(JSON.stringify(row, plain));
