namespace ActorSync.Sandbox.Scripts;

/// <summary>One step of a script: what changes, and when.</summary>
/// <param name="At">How long after the script was given.</param>
/// <param name="Change">What changes then.</param>
public sealed record ScriptStep(TimeSpan At, SandboxChange Change);
