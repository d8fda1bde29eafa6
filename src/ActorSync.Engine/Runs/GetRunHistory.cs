namespace ActorSync.Engine.Runs;

/// <summary>Asks the run log for its <see cref="Core.Runs.RunHistory"/>.</summary>
public sealed record GetRunHistory
{
    /// <summary>The question.</summary>
    public static readonly GetRunHistory Instance = new();

    private GetRunHistory()
    {
    }
}
