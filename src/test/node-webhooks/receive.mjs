// Receives what the tests hand it on standard input, as a platform would: {secret, deliveries: [{headers, body}]}.
// For each delivery one line of JSON: {"accepted": payload} or {"refused": why}. An id that was accepted is not taken
// twice.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, deliveries } = JSON.parse(readFileSync(0, "utf8"));
const webhook = new Webhook(secret);
const taken = new Set();
for (const { headers, body } of deliveries) {
  try {
    const payload = webhook.verify(body, headers);
    if (taken.has(headers["webhook-id"])) {
      throw new Error("taken already");
    }
    taken.add(headers["webhook-id"]);
    console.log(JSON.stringify({ accepted: payload }));
  } catch (error) {
    console.log(JSON.stringify({ refused: error.message }));
  }
}
