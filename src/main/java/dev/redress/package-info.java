/// Redress: the appeals service for decisions made by AI agents. One package for each word of the chain:
/// `decision` → `appeal` → `review` → `remedy` and `feedback`, upon `journal`, `access` and `platform`.
package dev.redress;
