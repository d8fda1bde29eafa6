namespace ActorSync.Engine.Runs;

/// <summary>The state on disk was made in a way that this version cannot go on with.</summary>
public sealed class StateMismatchException(string message) : Exception(message);
