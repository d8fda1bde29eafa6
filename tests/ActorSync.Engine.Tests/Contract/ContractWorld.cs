using System.Text;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Seeding;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SourceInput = ActorSync.Engine.Sources.SourceInput;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A sandbox on loopback, a state directory and a configuration: what a test of the contract runs against, end to end in one process.</summary>
/// <remarks>Each command starts an engine of its own, and its figures are compared with what the sandbox itself received.</remarks>
internal sealed class ContractWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("actorsync-contract-").FullName;
    private readonly SandboxHost _sandbox;
    private SyncEngine? _atWork;

    private ContractWorld(TargetDialect dialect, SandboxHost sandbox, MovableTime time)
    {
        _sandbox = sandbox;
        Dialect = dialect;
        Time = time;
        Target = new TargetView(sandbox.BaseAddress);
        Options = new ActorSyncOptions
        {
            Target = new TargetOptions
            {
                Dialect = dialect,
                BaseUrl = sandbox.BaseAddress,
                LoginUrl = sandbox.BaseAddress,
                ClientId = "sandbox",
                ClientSecret = new Secret("sandbox"),
                RequestsPerMinute = 0,
            },
            State = new StateOptions { Directory = _folder },
            Taxonomy = Taxonomy(),
        };
    }

    public TargetDialect Dialect { get; }

    public MovableTime Time { get; }

    public TargetView Target { get; }

    public ActorSyncOptions Options { get; set; }

    /// <summary>Whether the target misbehaves or a run is disturbed, so that the forecast need not be met.</summary>
    public bool IsDisturbed { get; set; }

    public bool IsGuide => Dialect == TargetDialect.Guide;

    public SyncPolicies Policy
    {
        get => Options.Policy;
        set => Options = Options with { Policy = value };
    }

    public GuardLimits Guard
    {
        get => Options.Guard;
        set => Options = Options with { Guard = value };
    }

    public SourceOptions Source
    {
        get => Options.Source;
        set => Options = Options with { Source = value };
    }

    /// <summary>Billing, Spanish, Claims and Español are managed; VIP is declared unmanaged; PCI is gated by PCI_Gate; FirstAid has no gate.</summary>
    public static DeclaredTaxonomy Taxonomy() => new(
        [
            new DeclaredSkill(new SkillName("Billing"), null, null, true, null),
            new DeclaredSkill(new SkillName("Spanish"), null, null, true, new Level(2)),
            new DeclaredSkill(new SkillName("Claims"), null, null, true, null),
            new DeclaredSkill(new SkillName("Espa\u00F1ol"), null, null, true, null),
            new DeclaredSkill(new SkillName("VIP"), null, null, false, null),
            new DeclaredSkill(new SkillName("PCI_Gate"), null, null, true, null),
        ],
        [
            new DeclaredCertification(new CertificationName("PCI"), null, 365, new GatingSkill(new SkillName("PCI_Gate"), new Level(5)), true),
            new DeclaredCertification(new CertificationName("FirstAid"), null, 730, null, true),
        ]);

    public static async Task<ContractWorld> StartAsync(
        TargetDialect dialect, IEnumerable<SeedUser> users, Func<SandboxSeed, SandboxSeed>? seed = null, Func<SandboxOptions, SandboxOptions>? sandbox = null)
    {
        var time = new MovableTime(Start);
        var options = new SandboxOptions { Dialect = dialect == TargetDialect.Guide ? SandboxDialect.Guide : SandboxDialect.Genesys, Limit = RateLimit.None, TokenLifetime = TimeSpan.FromDays(3_000) };
        var whole = new SandboxSeed
        {
            Skills = [.. new[] { "Billing", "Spanish", "Claims", "Espa\u00F1ol", "VIP", "PCI_Gate", "Hand made" }.Select(name => new SeedSkill(name))],
            Certifications = [new SeedCertification("PCI", 365), new SeedCertification("FirstAid", 730)],
            Users = [.. users],
        };
        var host = await SandboxHost.StartAsync(sandbox is null ? options : sandbox(options), seed is null ? whole : seed(whole), time);
        return new ContractWorld(dialect, host, time);
    }

    /// <summary>Keeps the answer to one write to come until <see cref="EndStall"/>, however long the test takes meanwhile.</summary>
    /// <param name="skip">How many writes are answered before it.</param>
    public Task StallWriteAsync(int skip = 0)
    {
        Time.HoldsLongTimers = true;
        Time.HoldStalls();
        return Target.FailAsync($"stall:seconds={MovableTime.Stall.TotalSeconds:0},route=PATCH,skip={skip},times=1");
    }

    /// <summary>Lets the answer go that <see cref="StallWriteAsync"/> keeps.</summary>
    public void EndStall() => Time.EndStalls();

    /// <summary>Runs the source once, in an engine of its own, as a command would.</summary>
    public Task<RunReport> RunAsync(string source, string? accept = null, string[]? only = null) =>
        RunFilesAsync([("people.csv", source)], accept, only);

    public Task<RunReport> RunFilesAsync((string Name, string Text)[] sources, string? accept = null, string[]? only = null) =>
        CountedAsync(EngineMode.Writing, isPlan: false, engine => engine.RunAsync(Request(sources, accept, only), CancellationToken.None));

    /// <summary>Runs the source until the token is cancelled, as a person presses Ctrl+C.</summary>
    public Task<RunReport> RunUntilAsync(string source, CancellationToken stop) =>
        CountedAsync(EngineMode.Writing, isPlan: false, engine => engine.RunAsync(Request([("people.csv", source)], null, null), stop));

    public Task<RunReport> PlanAsync(string source, string? planPath = null) =>
        CountedAsync(EngineMode.ReadOnly, isPlan: true, engine => engine.PlanAsync(Request([("people.csv", source)], null, null), planPath, CancellationToken.None));

    public Task<RunReport> UndoAsync(RunId run, string? planPath = null) =>
        CountedAsync(EngineMode.ReadOnly, isPlan: true, engine => engine.UndoAsync(run, planPath, CancellationToken.None));

    public Task<RunReport> ApplyAsync(string planPath, string? accept = null) =>
        CountedAsync(EngineMode.Writing, isPlan: false, engine => engine.ApplyAsync(planPath, accept, null, CancellationToken.None));

    /// <summary>Goes on with the open run; its figures are those of the whole run, so the test compares them itself.</summary>
    public Task<RunReport> ResumeAsync() =>
        WithEngineAsync(EngineMode.Writing, engine => engine.ResumeAsync(null, CancellationToken.None));

    public Task<RunReport> AbandonAsync(RunId run) =>
        WithEngineAsync(EngineMode.Writing, engine => engine.AbandonAsync(run, CancellationToken.None));

    public Task<RunHistory> HistoryAsync() => WithEngineAsync(EngineMode.ReadOnly, engine => engine.ReadRunsAsync(CancellationToken.None));

    public async Task<T> WithEngineAsync<T>(EngineMode mode, Func<SyncEngine, Task<T>> use)
    {
        await using var engine = await SyncEngine.StartAsync(
            Options, TargetIdentity.Of(Options.Target), mode, "run", Time, NullLoggerFactory.Instance, CancellationToken.None);
        _atWork = engine;
        return await use(engine);
    }

    /// <summary>Stops the command at work, as Ctrl+C does, and waits until nothing more is sent for it.</summary>
    public async Task StopAsync(CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        while (!(await _atWork!.ReadGatewayAsync(CancellationToken.None)).IsStopping)
        {
            await Task.Yield();
        }
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Does something to the journal beside everybody who uses it.</summary>
    public async Task InJournalAsync(string sql)
    {
        await using var connection = new SqliteConnection(SqliteJournal.ConnectionString(Journal!, JournalAccess.Write));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Target.Dispose();
        await _sandbox.DisposeAsync();
        LetGoOfJournal();
        Directory.Delete(_folder, recursive: true);
    }

    private JournalStore.Sqlite? Journal
    {
        get
        {
            var identity = TargetIdentity.Of(Options.Target);
            return EngineStart.StoreOf(Options, identity, EngineStart.StateOf(Options, identity)) as JournalStore.Sqlite;
        }
    }

    // A pool would keep the deleted file open, and every world has one of its own.
    private void LetGoOfJournal()
    {
        if (Journal is { } store)
        {
            using var connection = new SqliteConnection(SqliteJournal.ConnectionString(store, JournalAccess.Write));
            SqliteConnection.ClearPool(connection);
        }
    }

    private async Task<RunReport> CountedAsync(EngineMode mode, bool isPlan, Func<SyncEngine, Task<RunReport>> command)
    {
        var before = await Target.CountsAsync();
        var report = await WithEngineAsync(mode, command);
        var received = await Target.CountsAsync() - before;

        var (summary, requests) = (report.Summary, report.Summary.Requests);
        Assert.Equal(received, new ReceivedCounts(requests.Reads, requests.Writes, requests.Tokens));
        Assert.True(summary.Rows.AddUp, summary.Rows.ToString());
        Assert.True(summary.Users.AddUp, summary.Users.ToString());
        if (isPlan || summary.Status == RunStatus.Held)
        {
            Assert.Equal(0, received.Writes);
        }

        if (!IsDisturbed && (isPlan || summary.Status is RunStatus.Converged or RunStatus.Partial))
        {
            Assert.Equal(summary.Forecast, requests.Reads + summary.WritesLowerBound);
            Assert.Equal(isPlan ? 0 : summary.WritesLowerBound, requests.Writes);
        }

        return report;
    }

    private static RunRequest Request((string Name, string Text)[] sources, string? accept, string[]? only) => new(
        [.. sources.Select(source => SourceInput.FromBytes(source.Name, Encoding.UTF8.GetBytes(source.Text)))],
        only?.Select(id => new EmployeeId(id)).ToList(),
        accept);
}
