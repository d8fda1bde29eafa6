namespace ActorSync.Engine.Tests.Contract;

/// <summary>A step that a process has come to.</summary>
/// <param name="Step">The step.</param>
/// <param name="What">What is stored or sent: <c>intents</c>, <c>outcomes</c>, <c>PATCH</c>.</param>
internal readonly record struct ReachedStep(ProcessStep Step, string What);
