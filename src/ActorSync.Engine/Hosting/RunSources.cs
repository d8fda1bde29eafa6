using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Hosting;

/// <summary>Reads the source files of a run, and keeps what it is made from where it may have to go on.</summary>
internal sealed class RunSources(ActorSyncOptions options, ITargetDialect dialect, StateDirectory state)
{
    /// <summary>Reads the files.</summary>
    public Task<RosterReading> ReadAsync(RunRequest request, CancellationToken stop) => ReadAsync(request, null, stop);

    /// <summary>Reads the files and keeps them for the run.</summary>
    /// <exception cref="EngineStartException">They could not be stored.</exception>
    public async Task<RosterReading> SpoolAsync(RunId run, RunRequest request, CancellationToken stop)
    {
        var isKept = false;
        try
        {
            using var spool = RunSpool.Create(state, run);
            var reading = await ReadAsync(request, spool, stop);
            spool.Complete(request.Only);
            isKept = true;
            return reading;
        }
        catch (IOException cause) when (StorageFault.IsFull(cause))
        {
            throw EngineStartException.NotStored(cause, state.FullPath);
        }
        finally
        {
            if (!isKept && Directory.Exists(state.RunFolder(run)))
            {
                Directory.Delete(state.RunFolder(run), recursive: true); // It names people, and no run will ever ask for it.
            }
        }
    }

    /// <summary>Keeps the plan that the run applies.</summary>
    /// <exception cref="EngineStartException">It could not be stored.</exception>
    public void Spool(RunId run, ReadOnlySpan<byte> plan, IReadOnlyList<EmployeeId>? only)
    {
        try
        {
            using var spool = RunSpool.Create(state, run);
            spool.KeepPlan(plan);
            spool.Complete(only); // Whoever goes on with it is bound to the same pilot group.
        }
        catch (IOException cause) when (StorageFault.IsFull(cause))
        {
            throw EngineStartException.NotStored(cause, state.FullPath);
        }
    }

    private Task<RosterReading> ReadAsync(RunRequest request, RunSpool? spool, CancellationToken stop)
    {
        var context = options.Source.ToContext(options.Taxonomy, dialect.Capabilities.Levels, gated: !dialect.Capabilities.CertificationsAreDated);
        var sources = spool is null ? request.Sources : [.. request.Sources.Select(source => source with { Spool = spool.Add(source.Name) })];
        return RosterReader.ReadAsync(sources, options.Source, context, stop);
    }
}
