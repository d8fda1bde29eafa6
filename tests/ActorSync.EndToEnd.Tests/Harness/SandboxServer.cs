using System.Collections.Immutable;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>The embedded target inside the test's process, seeded exactly as the test says.</summary>
public sealed class SandboxServer : SandboxTarget
{
    private readonly SandboxHost _host;
    private readonly SandboxOptions _options;

    private SandboxServer(SandboxHost host, SandboxOptions options)
        : base(host.BaseAddress)
    {
        _host = host;
        _options = options;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(base.Environment)
    {
        ["ACTORSYNC_Target__ClientId"] = _options.ClientId,
        ["ACTORSYNC_Target__ClientSecret"] = _options.ClientSecret,
    };

    /// <summary>Starts a target that has the workspace's taxonomy and these users.</summary>
    public static Task<SandboxServer> StartAsync(Workspace workspace, params SeedUser[] users) =>
        StartAsync(workspace, options => options, users);

    /// <summary>The same with options changed: limits, permissions, faults.</summary>
    public static async Task<SandboxServer> StartAsync(Workspace workspace, Func<SandboxOptions, SandboxOptions> change, params SeedUser[] users)
    {
        var options = change(new SandboxOptions
        {
            Dialect = workspace.Dialect == "guide" ? SandboxDialect.Guide : SandboxDialect.Genesys,
            Limit = RateLimit.None,
        });
        var seed = new SandboxSeed
        {
            Skills = [.. new[] { "Billing", "Sales", "Spanish", "Certified_Cards", "Claims", "VIP Desk" }.Select(name => new SeedSkill(name))],
            Certifications = [new SeedCertification("Card_Payments", 365), new SeedCertification("Data_Protection", 730)],
            Users = users.ToImmutableArray(),
        };
        var host = await SandboxHost.StartAsync(options, seed, TimeProvider.System, TestContext.Current.CancellationToken);
        return new SandboxServer(host, options);
    }

    /// <summary>A user with these skills.</summary>
    public static SeedUser User(string employeeId, params (string Skill, decimal Level)[] skills) =>
        new(employeeId, $"{employeeId}@example.com", employeeId)
        {
            Skills = [.. skills.Select(skill => new SeedHeldSkill(skill.Skill, skill.Level))],
        };

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await base.DisposeAsync();
    }
}
