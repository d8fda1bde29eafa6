using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorSync.Core.Audit;
using ActorSync.Engine.Audit.Export;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Contract;

namespace ActorSync.Engine.Tests.Audit;

public sealed class AuditExportTests
{
    private const int People = 12;

    private static readonly ExportScope Everything = new(Employee: null, Run: null, From: null, Until: null, WithNames: false);

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Every_change_is_a_record_and_names_nobody_unless_that_is_asked_for(TargetDialect dialect)
    {
        await using var world = await WithRunsAsync(dialect);

        var (outcome, text) = Export(world, Everything, ExportFormat.Ndjson);
        var named = Export(world, Everything with { WithNames = true }, ExportFormat.Ndjson).Text;

        var records = Lines(text);
        Assert.Equal(((2 * People) + 1, AuditCheck.Verify(world.Options, Identity(world))!.Records), (records.Count, outcome.Records));
        Assert.All(records.Where(record => Of(record, "cause") == "stated"), record => Assert.Equal("people.csv", record.GetProperty("fileName").GetString()));
        Assert.All(records.Where(record => Of(record, "cause") == "stated"), record => Assert.Equal(1, record.GetProperty("operator").GetInt32()));
        Assert.All(records.Where(record => Of(record, "cause") == "stated"), record => Assert.Equal("Billing", record.GetProperty("name").GetString()));
        var edit = Assert.Single(records, record => Of(record, "cause") == "elsewhere");
        Assert.Equal((null, "2"), (Of(edit, "before"), Of(edit, "after")));
        Assert.Equal(JsonValueKind.Null, edit.GetProperty("operator").ValueKind);
        Assert.DoesNotContain(Environment.MachineName, text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"employee\"", text, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, People).Select(Id), Lines(named).Select(record => record.GetProperty("employee").GetString()!).Distinct().Order());
        Assert.Contains($"@{Environment.MachineName}", named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_run_or_one_span_of_time_can_be_exported_alone()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        var runs = (await world.HistoryAsync()).Runs.Keys.ToList();
        var second = (await world.HistoryAsync()).Find(runs[1])!.StartedAt;

        Assert.Equal(
            [People, People + 1, 0],
            runs.Select(run => Lines(Export(world, Everything with { Run = run }, ExportFormat.Ndjson).Text).Count));
        Assert.Equal(People, Export(world, Everything with { Until = second }, ExportFormat.Json).Outcome.Records);
        Assert.Equal(People + 1, Export(world, Everything with { From = second }, ExportFormat.Csv).Outcome.Records);
        var unknown = Assert.Throws<EngineStartException>(() => Export(world, Everything with { Run = new("20200101T000000000Z") }, ExportFormat.Csv));
        Assert.Equal(ExitCode.Usage, unknown.ExitCode);
    }

    [Fact]
    public async Task A_table_has_a_header_and_a_line_a_record_and_no_cell_that_a_spreadsheet_would_run()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001")]);
        await world.RunFilesAsync([("=people,1.csv", "employee_id,skills\n001,Billing:3\n")]);

        var lines = Export(world, Everything, ExportFormat.Csv).Text.Split("\r\n");

        Assert.StartsWith("partition,event,place,person,at,known_at,run,operator,cause,file,line,kind,id,name,before,after", lines[0], StringComparison.Ordinal);
        Assert.Equal(string.Empty, lines[^1]);
        Assert.All(lines[1..^1], line => Assert.Contains(",1,stated,\"'=people,1.csv\",2,", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_agents_records_are_proven_by_the_file_and_the_last_seal_alone()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);

        var (outcome, text) = Export(world, Everything with { Employee = Id(1) }, ExportFormat.Json);
        var verdict = ProofCheck.Of(Encoding.UTF8.GetBytes(text));

        Assert.Equal((3, 0, true), (outcome.Records, outcome.Unproven, outcome.HasProofs));
        Assert.Equal((3, 0, null), (verdict.Records, verdict.Unproven, verdict.Flaw));
        Assert.Equal(AuditCheck.Verify(world.Options, Identity(world))!.LastSeal, verdict.LastSeal);
        Assert.Contains(verdict.LastSeal!.Value, AuditExporter.Seals(world.Options, Identity(world))!);
        Assert.Equal(3, ProofCheck.Of(Encoding.UTF8.GetBytes(JsonNode.Parse(text)!.ToJsonString())).Records);
    }

    [Fact]
    public async Task Whatever_is_changed_in_a_proven_file_is_found_out()
    {
        await using var world = await WithRunsAsync(TargetDialect.Guide);
        var text = Export(world, Everything with { Employee = Id(1) }, ExportFormat.Json).Text;
        var seal = ProofCheck.Of(Encoding.UTF8.GetBytes(text)).LastSeal;

        Action<JsonNode>[] changes =
        [
            .. ((string[])["person", "event", "place", "at", "knownAt", "run", "kind", "id", "after", "cause", "file", "line"])
                .Select(property => (Action<JsonNode>)(file => file["records"]![0]!["record"]![property] = file["records"]![0]!["record"]![property]!.GetValueKind() == JsonValueKind.Number ? 7 : "p1-1")),
            file => file["records"]![1]!["proof"]!["index"] = 0,
            file => file["records"]![1]!["proof"]!["seal"] = 9,
            file => file["records"]![1]!["proof"]!["path"]!.AsArray().RemoveAt(0),
            file => file["seals"]![0]!["records"] = 3,
            file => file["seals"]![0]!["root"] = file["seals"]![1]!["root"]!.GetValue<string>(),
            file => file["seals"]![0]!["heads"]![3] = $"77 {Digest.Of([])}",
            file => file["seals"]!.AsArray().RemoveAt(1),
        ];
        foreach (var (index, change) in changes.Index())
        {
            var file = JsonNode.Parse(text)!;
            change(file);
            var verdict = ProofCheck.Of(Encoding.UTF8.GetBytes(file.ToJsonString()));
            Assert.True(verdict.Flaw is not null || verdict.LastSeal != seal, $"Change {index} was not found out.");
        }

        var last = JsonNode.Parse(text)!;
        last["seals"]!.AsArray()[^1]!["facts"] = Digest.Of([]).ToString();
        Assert.NotEqual(seal, ProofCheck.Of(Encoding.UTF8.GetBytes(last.ToJsonString())).LastSeal);
        Assert.Throws<FormatException>(() => ProofCheck.Of("{}"u8.ToArray()));
        Assert.Throws<FormatException>(() => ProofCheck.Of("[1"u8.ToArray()));
    }

    [Fact]
    public async Task What_is_exported_beside_an_open_run_is_told_as_not_sealed()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001"), Seeds.User("002")]);
        await world.RunAsync("employee_id,skills\n001,Billing:2\n");
        world.IsDisturbed = true;
        await world.StallWriteAsync(skip: 1);
        using var stop = new CancellationTokenSource();
        var running = world.RunUntilAsync("employee_id,skills\n001,Billing:3\n002,Billing:3\n", stop.Token);
        while (Export(world, Everything, ExportFormat.Ndjson).Outcome.Records < 2)
        {
            await Task.Yield();
        }

        // Beside the process that writes.
        var proven = ((string[])["001", "002"]).Select(employee => Export(world, Everything with { Employee = employee }, ExportFormat.Json)).ToList();

        Assert.Equal(1, proven.Sum(export => export.Outcome.Unproven));
        Assert.Equal(2, proven.Sum(export => export.Outcome.Records));
        await world.StopAsync(stop);
        world.EndStall();
        await running;
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named_and_nothing_is_left_beside_it()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        var folder = Directory.CreateDirectory(world.PathOf("out.csv"));

        var refused = Assert.Throws<EngineStartException>(() => AuditExporter.Write(world.Options, Identity(world), Everything, ExportFormat.Csv, folder.FullName));

        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains(folder.FullName, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(world.PathOf("."), "*.next"));
    }

    // A run of everybody, another after somebody was edited elsewhere, and one that changes nothing.
    private static async Task<ContractWorld> WithRunsAsync(TargetDialect dialect)
    {
        var world = await ContractWorld.StartAsync(dialect, Enumerable.Range(1, People).Select(number => Seeds.User(Id(number))));
        foreach (var (round, level) in ((int[])[3, 4, 4]).Index())
        {
            Assert.Equal(ExitCode.Done, (await world.RunAsync("employee_id,skills\n" + string.Concat(Enumerable.Range(1, People).Select(number => $"{Id(number)},Billing:{level}\n")))).ExitCode);
            world.Time.Pass(TimeSpan.FromDays(1));
            if (round == 0)
            {
                await world.Target.EditAsync(Id(1), """ "skills": {"Claims": 2} """);
            }
        }

        return world;
    }

    private static string Id(int number) => $"emp-{number:000}";

    private static (ExportOutcome Outcome, string Text) Export(ContractWorld world, ExportScope scope, ExportFormat format)
    {
        var file = world.PathOf("exported");
        var outcome = AuditExporter.Write(world.Options, Identity(world), scope, format, file)!;
        return (outcome, File.ReadAllText(file));
    }

    private static List<JsonElement> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Of(JsonElement exported, string property) => exported.GetProperty("record").GetProperty(property).GetString();

    private static TargetIdentity Identity(ContractWorld world) => TargetIdentity.Of(world.Options.Target);
}
