using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>The plans that runs keep in their spools, for words to people.</summary>
internal static class KeptPlans
{
    /// <summary>The command that applies a plan, as the run log keeps it.</summary>
    public const string ApplyCommand = "apply";

    /// <summary>Whether a run has a plan.</summary>
    public static bool Has(RunRecord run) => run.IsDecided || run.Command == ApplyCommand;

    /// <summary>The run's plan, or null: nothing rests on it, and what a damaged plan does not tell goes by its id, or is not told.</summary>
    public static PlanDocument? TryRead(StateDirectory state, RunRecord run)
    {
        if (!Has(run))
        {
            return null;
        }

        try
        {
            using var spool = RunSpool.Open(state, run.Id);
            return PlanFile.Read(spool.ReadLatest());
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or PlanFileException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
