namespace ActorSync.Engine.Runs;

/// <summary>A source file as a run read it.</summary>
/// <param name="Name">The name as it was given.</param>
/// <param name="Open">Opens its bytes.</param>
public sealed record SpooledFile(string Name, Func<Stream> Open);
