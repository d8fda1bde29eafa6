namespace ActorSync.Engine.Runs;

/// <summary>Nothing was stored, because the events cannot follow on what the log knows, e.g. another run is open.</summary>
public sealed record RunEventsRefused(string Reason);
