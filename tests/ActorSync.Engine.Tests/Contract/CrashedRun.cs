using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Sandbox.Seeding;
using Microsoft.Extensions.Logging.Abstractions;
using SourceInput = ActorSync.Engine.Sources.SourceInput;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A run whose process dies, and the process that goes on with it.</summary>
/// <remarks>
/// Everybody gains Billing; every second one moves from Spanish 2 to 4 and loses Claims, and every other one gains PCI, with its gating skill. VIP and what is
/// called hand made are of a supervisor's hand.
/// </remarks>
internal sealed class CrashedRun(ContractWorld world, int people)
{
    private readonly Lazy<StoredUsers> _stored = new(() => new StoredUsers(world.Options));

    /// <summary>A target with so many people.</summary>
    public static Task<ContractWorld> StartAsync(TargetDialect dialect, int people) =>
        ContractWorld.StartAsync(dialect, Enumerable.Range(1, people).Select(number => Seeds.User(Id(number), [.. Held(number)])));

    /// <summary>What was wrong on the way.</summary>
    public ConcurrentBag<string> Flaws { get; } = [];

    /// <summary>By user whose write was under way when the process died, the ids of what it gave: the next process finds that, and takes it for nobody's.</summary>
    public Dictionary<string, IReadOnlySet<string>> Found { get; } = [];

    /// <summary>Has the process run until it dies and another one go on, and says what came of it.</summary>
    public async Task<RunOutcome> EndAsync(MortalProcess process)
    {
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        process.Watch = LookBeforeWrite;
        await using var engine = await StartEngineAsync(process.Seams); // Taken down when everything has been seen, so that nothing is its last word.
        var run = engine.RunAsync(Request, CancellationToken.None);
        await Task.WhenAny(run, process.Died);
        if (run.IsCompleted)
        {
            await run; // It has come to its end before that step; then the process dies there.
        }

        await LookAtWhatIsLeftAsync();
        TakeLockAway();
        world.Time.Pass(TimeSpan.FromHours(1)); // By now the target shows whatever was under way.
        await using var next = await StartEngineAsync(seams: null);
        var report = await GoOnAsync(next);
        if (!report.Summary.Rows.AddUp || !report.Summary.Users.AddUp)
        {
            Flaws.Add($"the summary does not add up: {report.Summary.Rows}, {report.Summary.Users}");
        }

        foreach (var flaw in AuditCheck.Verify(world.Options, Identity)!.Flaws)
        {
            Flaws.Add(flaw.ToString());
        }

        return await OutcomeAsync(await next.ReadRunsAsync(CancellationToken.None));
    }

    // As the system does from a process that has died: the same file is there, and nobody has it locked.
    private void TakeLockAway()
    {
        var state = EngineStart.StateOf(world.Options, Identity);
        File.Delete(state.LockFile);
        File.Copy(state.LockIdFile, state.LockFile);
    }

    private TargetIdentity Identity => TargetIdentity.Of(world.Options.Target);

    private Task<SyncEngine> StartEngineAsync(EngineSeams? seams) => SyncEngine.StartAsync(
        world.Options with { Seams = seams }, Identity, EngineMode.Writing, "run", world.Time, NullLoggerFactory.Instance, CancellationToken.None);

    // Where not even the start of the run is durable, there is nothing to go on with.
    private async Task<RunReport> GoOnAsync(SyncEngine engine) =>
        (await engine.ReadRunsAsync(CancellationToken.None)).Runs.IsEmpty
            ? await engine.RunAsync(Request, CancellationToken.None)
            : await engine.ResumeAsync(null, CancellationToken.None);

    private void LookBeforeWrite(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath.Split('/');
        var place = Array.IndexOf(path, "users");
        if (request.Method == HttpMethod.Get || place < 0)
        {
            return; // A read, or the token.
        }

        if (_stored.Value.Read([path[place + 1]]).GetValueOrDefault(path[place + 1]) is not { Record.OpenIntents.IsEmpty: false })
        {
            Flaws.Add($"{request.Method} {request.RequestUri.AbsolutePath} is about to leave, and the journal has no intent of it");
        }
    }

    // Whoever wrote the journal is dead, and nobody has gone on with it.
    private async Task LookAtWhatIsLeftAsync()
    {
        var stored = _stored.Value.Read(await UserIdsAsync());
        foreach (var (user, writes) in (await world.Target.RequestsAsync()).Where(request => request.IsWrite).CountBy(request => request.User!))
        {
            var known = stored.GetValueOrDefault(user);
            if (known is null || writes > known.Intents)
            {
                Flaws.Add($"{writes} writes were sent for {user}, of which {known?.Intents ?? 0} were intended");
            }
            else if (writes == known.Intents && !known.Record.OpenIntents.IsEmpty)
            {
                Found.Add(user, known.Given.ToHashSet()); // What is open was sent.
            }
        }
    }

    private async Task<RunOutcome> OutcomeAsync(RunHistory history)
    {
        var run = Assert.Single(history.Runs.Values);
        var end = SummaryJson.Read(run.End!.Summary);
        var state = await world.Target.StateAsync();
        var unmanaged = state.GetProperty("skills").EnumerateArray()
            .Where(skill => skill.GetProperty("name").GetString() is "VIP" or "Hand made")
            .Select(skill => new SkillId(skill.GetProperty("id").GetString()!))
            .ToList();
        var stored = _stored.Value.Read(await UserIdsAsync()).ToImmutableSortedDictionary(user => user.Key, user => user.Value.Without(unmanaged), StringComparer.Ordinal);
        var writes = (await world.Target.RequestsAsync()).Where(request => request.IsWrite).Select(request => $"{request.Method} {request.Path}");
        return new RunOutcome(string.Join('\n', state.GetProperty("users").EnumerateArray()), [.. writes.Order(StringComparer.Ordinal)], stored, run.End.Status, end.Users, end.Operations);
    }

    private async Task<IEnumerable<string>> UserIdsAsync() => (await world.Target.UsersAsync()).Select(user => user.GetProperty("id").GetString()!);

    private RunRequest Request
    {
        get
        {
            var rows = Enumerable.Range(1, people).Select(number =>
                $"{Id(number)},Billing:3{(number % 2 == 0 ? ";Spanish:4" : string.Empty)},{(number % 2 == 0 ? string.Empty : "PCI|2026-01-01|2026-12-31")}\n");
            return new RunRequest([SourceInput.FromBytes("people.csv", Encoding.UTF8.GetBytes($"employee_id,skills,certifications\n{string.Concat(rows)}"))], null, null);
        }
    }

    private static IEnumerable<(string, decimal)> Held(int number)
    {
        yield return ("VIP", 2);
        yield return ("Hand made", 1);
        if (number % 2 == 0)
        {
            yield return ("Spanish", 2);
            yield return ("Claims", 3);
        }
    }

    private static string Id(int number) => number.ToString("000", CultureInfo.InvariantCulture);
}
