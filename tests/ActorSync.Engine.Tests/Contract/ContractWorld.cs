using System.Text;
using System.Text.Json;
using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Seeding;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A sandbox on loopback, a state directory and a configuration: what a test of the contract runs against, end to end in one process.</summary>
internal sealed class ContractWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("actorsync-contract-").FullName;
    private readonly HttpClient _http = new();

    private ContractWorld(TargetDialect dialect, SandboxHost sandbox, MovableTime time)
    {
        Dialect = dialect;
        Sandbox = sandbox;
        Time = time;
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

    public SandboxHost Sandbox { get; }

    public MovableTime Time { get; }

    public ActorSyncOptions Options { get; set; }

    public bool IsGuide => Dialect == TargetDialect.Guide;

    /// <summary>Billing, Spanish and Claims are managed; VIP is declared unmanaged; PCI is gated by PCI_Gate; FirstAid has no gate.</summary>
    public static DeclaredTaxonomy Taxonomy() => new(
        [
            new DeclaredSkill(new SkillName("Billing"), null, null, true, null),
            new DeclaredSkill(new SkillName("Spanish"), null, null, true, new Level(2)),
            new DeclaredSkill(new SkillName("Claims"), null, null, true, null),
            new DeclaredSkill(new SkillName("VIP"), null, null, false, null),
            new DeclaredSkill(new SkillName("PCI_Gate"), null, null, true, null),
        ],
        [
            new DeclaredCertification(new CertificationName("PCI"), null, 365, new GatingSkill(new SkillName("PCI_Gate"), new Level(5)), true),
            new DeclaredCertification(new CertificationName("FirstAid"), null, 730, null, true),
        ]);

    public static async Task<ContractWorld> StartAsync(TargetDialect dialect, IEnumerable<SeedUser> users, Func<SandboxOptions, SandboxOptions>? sandbox = null)
    {
        var time = new MovableTime(Start);
        var options = new SandboxOptions { Dialect = dialect == TargetDialect.Guide ? SandboxDialect.Guide : SandboxDialect.Genesys, Limit = RateLimit.None, TokenLifetime = TimeSpan.FromDays(3_000) };
        var seed = new SandboxSeed
        {
            Skills = [new SeedSkill("Billing"), new SeedSkill("Spanish"), new SeedSkill("Claims"), new SeedSkill("VIP"), new SeedSkill("PCI_Gate"), new SeedSkill("Hand made")],
            Certifications = [new SeedCertification("PCI", 365), new SeedCertification("FirstAid", 730)],
            Users = [.. users],
        };
        var host = await SandboxHost.StartAsync(sandbox is null ? options : sandbox(options), seed, time);
        return new ContractWorld(dialect, host, time);
    }

    /// <summary>Runs the source once, in an engine of its own, as a command would.</summary>
    public Task<RunReport> RunAsync(string source, string? accept = null, string[]? only = null) =>
        RunAsync([("people.csv", source)], accept, only);

    public Task<RunReport> RunAsync((string Name, string Text)[] sources, string? accept = null, string[]? only = null) =>
        WithEngineAsync(EngineMode.Writing, engine => engine.RunAsync(Request(sources, accept, only), CancellationToken.None));

    public Task<RunReport> PlanAsync(string source, string? planPath = null, string? accept = null) =>
        WithEngineAsync(EngineMode.ReadOnly, engine => engine.PlanAsync(Request([("people.csv", source)], accept, null), planPath, CancellationToken.None));

    public Task<RunReport> ApplyAsync(string planPath, string? accept = null) =>
        WithEngineAsync(EngineMode.Writing, engine => engine.ApplyAsync(planPath, accept, null, CancellationToken.None));

    public async Task<T> WithEngineAsync<T>(EngineMode mode, Func<SyncEngine, Task<T>> use)
    {
        await using var engine = await SyncEngine.StartAsync(
            Options, TargetIdentity.Of(Options.Target), mode, "run", Time, NullLoggerFactory.Instance, CancellationToken.None);
        return await use(engine);
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>A user's skills on the target by name.</summary>
    public async Task<SortedDictionary<string, decimal>> SkillsOfAsync(string employeeId)
    {
        var user = await UserAsync(employeeId);
        var skills = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var skill in user.GetProperty("skills").EnumerateObject())
        {
            skills[skill.Name] = skill.Value.GetDecimal();
        }

        return skills;
    }

    /// <summary>A user as <c>/sandbox/state</c> shows it.</summary>
    public async Task<JsonElement> UserAsync(string employeeId)
    {
        using var state = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Sandbox.BaseAddress, "sandbox/state")));
        return state.RootElement.GetProperty("users").EnumerateArray().Single(user => user.GetProperty("employeeId").GetString() == employeeId).Clone();
    }

    public async Task<JsonElement> StatsAsync()
    {
        using var stats = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Sandbox.BaseAddress, "sandbox/stats")));
        return stats.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static RunRequest Request((string Name, string Text)[] sources, string? accept, string[]? only) => new(
        [.. sources.Select(source => SourceInput.FromBytes(source.Name, Encoding.UTF8.GetBytes(source.Text)))],
        only?.Select(id => new EmployeeId(id)).ToList(),
        accept);
}
