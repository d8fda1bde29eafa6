using System.Text;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.Tests.State;

public sealed class StateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorsync-sandbox-").FullName;

    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public async Task Everything_that_was_answered_is_there_after_the_process_was_lost(SandboxDialect dialect)
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using var lost = await OpenAsync(dialect, path);
        await WriteEverythingAsync(lost, dialect);
        var expected = (await lost.StateAsync()).GetRawText();

        // A copy of the file as it is on disk now, while its sandbox still runs, is what a lost process leaves behind.
        var left = Path.Combine(_folder, "left.ndjson");
        Copy(path, left);
        await using var reopened = await OpenAsync(dialect, left);

        Assert.Equal(expected, (await reopened.StateAsync()).GetRawText());
    }

    [Fact]
    public async Task A_second_opening_does_not_seed_again_and_leaves_the_file_compact()
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using (var first = await OpenAsync(SandboxDialect.Genesys, path))
        {
            for (var change = 0; change < 20; change++)
            {
                await RateAsync(first, "0001", change % 5);
            }
        }

        var lines = File.ReadAllLines(path).Length;
        await using (var second = await OpenAsync(SandboxDialect.Genesys, path, SandboxSeed.Empty))
        {
            Assert.Equal(4, (await second.UserAsync("0001")).GetProperty("skills").GetProperty("Billing").GetInt32());
        }

        Assert.Equal(lines - 20, File.ReadAllLines(path).Length);
    }

    [Fact]
    public async Task A_torn_last_line_is_ignored_wherever_it_was_torn()
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using (var first = await OpenAsync(SandboxDialect.Genesys, path))
        {
            await RateAsync(first, "0001", 1);
            await RateAsync(first, "0001", 2);
        }

        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var lastLine = Encoding.UTF8.GetString(bytes).TrimEnd('\n').LastIndexOf('\n') + 1;
        var start = Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(bytes)[..lastLine]);
        for (var kept = start; kept < bytes.Length - 1; kept += 37)
        {
            var torn = Path.Combine(_folder, $"torn-{kept}.ndjson");
            await File.WriteAllBytesAsync(torn, bytes[..kept], TestContext.Current.CancellationToken);
            await using var reopened = await OpenAsync(SandboxDialect.Genesys, torn);
            Assert.Equal(1, (await reopened.UserAsync("0001")).GetProperty("skills").GetProperty("Billing").GetInt32());
            await RateAsync(reopened, "0001", 3);
        }
    }

    [Fact]
    public async Task A_torn_line_in_the_middle_is_refused_with_its_number()
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using (await OpenAsync(SandboxDialect.Genesys, path))
        {
        }

        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        lines[2] = lines[2][..20];
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(SandboxDialect.Genesys, path));

        Assert.Contains("Line 3", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", 3)]
    [InlineData("{}", 2)]
    [InlineData("{\"kind\":null}", 2)]
    [InlineData("{\"kind\":\"nothing\"}", 2)]
    [InlineData("{\"kind\":\"skill\",\"id\":null}", 4)]
    [InlineData("{\"kind\":\"user\",\"id\":\"u\",\"slot\":\"x\"}", 2)]
    [InlineData("{\"kind\":\"user\",\"id\":\"u\",\"slot\":1e99}", 2)]
    [InlineData("{\"kind\":\"user\",\"id\":\"u\",\"slot\":-1,\"employeeId\":null,\"name\":\"n\",\"email\":\"e\",\"state\":\"active\",\"division\":\"d\",\"manager\":null,\"version\":1,\"skills\":{},\"certifications\":[]}", 2)]
    [InlineData("{\"kind\":\"user\",\"id\":\"u\",\"slot\":0,\"employeeId\":null,\"name\":\"n\",\"email\":\"e\",\"state\":\"active\",\"division\":\"d\",\"manager\":null,\"version\":1,\"skills\":{},\"certifications\":[[]]}", 2)]
    public async Task A_line_of_another_shape_is_refused_with_its_number(string line, int number)
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using (await OpenAsync(SandboxDialect.Genesys, path))
        {
        }

        List<string> lines = [.. await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)];
        lines.Insert(number - 1, line);
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(SandboxDialect.Genesys, path));

        Assert.StartsWith($"Line {number} of the sandbox state '{path}' cannot be used: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(lines, await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_state_of_the_other_dialect_is_refused()
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using (await OpenAsync(SandboxDialect.Genesys, path))
        {
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(SandboxDialect.Guide, path));
    }

    [Theory]
    [InlineData("9", "is of format 9, and this version knows format 1 alone")]
    [InlineData("-1", "is of format -1, ")]
    [InlineData("1.5", "is of format 1.5, ")]
    [InlineData("\"1\"", "is of format \"1\", ")]
    [InlineData(null, "names no format, ")]
    public async Task A_state_of_another_format_is_refused_and_left_as_it_is(string? format, string problem)
    {
        var path = Path.Combine(_folder, "state.ndjson");
        var text = $$"""{"kind":"sandbox",{{(format is null ? string.Empty : $"\"format\":{format},")}}"dialect":"Genesys","documents":0}""" + "\n";
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(SandboxDialect.Genesys, path));

        Assert.StartsWith($"Line 1 of the sandbox state '{path}' cannot be used: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_state_that_was_cut_short_is_refused_wherever_that_was_and_left_as_it_is()
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using (await OpenAsync(SandboxDialect.Genesys, path))
        {
        }

        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        for (var kept = 0; kept < lines.Length; kept++)
        {
            var text = string.Concat(lines.Take(kept).Select(line => line + "\n")) + lines[kept][..(lines[kept].Length / 2)];
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

            var refused = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(SandboxDialect.Genesys, path));

            Assert.Contains(kept == 0 ? "lacks its first line" : $"it had at least {lines.Length - 1} documents, and {kept - 1} are left", refused.Message, StringComparison.Ordinal);
            Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task An_empty_world_that_was_just_begun_is_no_damaged_one()
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using (await OpenAsync(SandboxDialect.Genesys, path, SandboxSeed.Empty))
        {
        }

        await using var reopened = await OpenAsync(SandboxDialect.Genesys, path);

        Assert.Empty((await reopened.StateAsync()).GetProperty("users").EnumerateArray());
    }

    [Fact]
    public async Task Two_sandboxes_cannot_share_a_state_file()
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using var first = await OpenAsync(SandboxDialect.Genesys, path);

        var refused = await Assert.ThrowsAsync<StateInUseException>(() => OpenAsync(SandboxDialect.Genesys, path));

        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_from_many_clients_at_once_are_all_durable_when_answered()
    {
        var path = Path.Combine(_folder, "state.ndjson");
        await using var target = await OpenAsync(SandboxDialect.Genesys, path, Seeds.Crowd(active: 200));
        var state = await target.StateAsync();
        var skill = await target.SkillIdAsync("S0");
        var ids = state.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetString()!).ToArray();

        await Task.WhenAll(ids.Select(id => target.OkAsync("DELETE", $"api/v2/users/{id}/routingskills/{skill}")));

        var left = Path.Combine(_folder, "left.ndjson");
        Copy(path, left);
        await using var reopened = await OpenAsync(SandboxDialect.Genesys, left);
        Assert.All(
            (await reopened.StateAsync()).GetProperty("users").EnumerateArray(),
            user => Assert.False(user.GetProperty("skills").TryGetProperty("S0", out _)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<Target> OpenAsync(SandboxDialect dialect, string path, SandboxSeed? seed = null) =>
        Target.StartAsync(dialect, seed, options => options with { StateFile = path });

    private static async Task RateAsync(Target target, string employeeId, int level)
    {
        var (user, skill) = (await target.UserIdAsync(employeeId), await target.SkillIdAsync("Billing"));
        await target.OkAsync("PATCH", $"api/v2/users/{user}/routingskills/bulk", $$"""[{"id":"{{skill}}","proficiency":{{level}}}]""");
    }

    private static async Task WriteEverythingAsync(Target target, SandboxDialect dialect)
    {
        var (ana, billing) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"));
        var queue = await target.QueueIdAsync("Invoices");
        await target.OkAsync("POST", "api/v2/coaching/appointments", $$"""{"name":"n","description":"d","dateStart":"2031-01-14T10:00:00.000Z","lengthInMinutes":30,"attendeeIds":["{{ana}}"]}""");
        await target.OkAsync("POST", "sandbox/edit", """{"employeeId":"0002","newEmployeeId":"0002x","state":"inactive","skills":{"Spanish":2}}""");
        if (dialect == SandboxDialect.Guide)
        {
            var pci = await target.CertificationIdAsync("PCI_DSS");
            await target.OkAsync("PATCH", $"api/v2/users/{ana}/skills", $$"""[{"id":"{{billing}}","level":0}]""");
            await target.OkAsync("PATCH", $"api/v2/users/{ana}/certifications", $$"""[{"id":"{{pci}}","expiresOn":"2035-01-14T23:59:59.999Z"}]""");
            await target.OkAsync("POST", "api/v2/skills", """{"name":"Made \"here\"\n","description":"ä"}""");
            await target.OkAsync("POST", "api/v2/certifications", """{"name":"First_Aid","validityInDays":90}""");
            await target.OkAsync("PATCH", $"api/v2/routing/queues/{queue}", """{"name":"Bills"}""");
        }
        else
        {
            await target.OkAsync("PATCH", $"api/v2/users/{ana}/routingskills/bulk", $$"""[{"id":"{{billing}}","proficiency":4.7}]""");
            await target.OkAsync("PATCH", $"api/v2/users/{ana}", """{"version":1,"certifications":["Privacy"]}""");
            await target.OkAsync("POST", "api/v2/users", """{"name":"New","email":"new@example.com"}""");
            await target.OkAsync("POST", "api/v2/routing/skills", """{"name":"Refunds"}""");
            await target.OkAsync("DELETE", $"api/v2/routing/skills/{await target.SkillIdAsync("Unused")}");
            await target.OkAsync("PUT", $"api/v2/routing/queues/{queue}", """{"name":"Bills","other":1.50}""");
        }
    }

    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = File.Create(to);
        source.CopyTo(copy);
    }
}
