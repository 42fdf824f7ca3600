/// The one-machine form: starts the database beside the service, records sample decisions on the first start.
///
/// Read first: {@link dev.redress.demo.Redress}.
///
/// Knows: everything; nothing knows it.
package dev.redress.demo;
