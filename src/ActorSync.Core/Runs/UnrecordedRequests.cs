namespace ActorSync.Core.Runs;

/// <summary>Requests of a run that the run log does not know yet, by who sent them.</summary>
/// <param name="Earlier">Those of processes before this one, which the journal proves.</param>
/// <param name="Own">Those of this process.</param>
public sealed record UnrecordedRequests(RequestCounts Earlier, RequestCounts Own)
{
    /// <summary>Whether this process had recorded no request before these that reached the target.</summary>
    public bool AreFirst { get; init; }
}
