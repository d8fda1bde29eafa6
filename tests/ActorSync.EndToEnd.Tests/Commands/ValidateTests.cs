using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Commands;

public sealed class ValidateTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_clean_file_ends_with_0()
    {
        _workspace.WritePeople("E1,,active,Billing:3;Sales,Data_Protection|2026-01-15||", "E2,,inactive,,");

        var report = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv", "--output", "json")).Expect(0);

        Assert.Equal("clean", report.Text("status"));
        Assert.Equal((2, 1, 1), (report.Number("rows.read"), report.Number("rows.accepted"), report.Number("rows.outOfScope")));
    }

    [Fact]
    public async Task A_bad_item_is_shown_with_line_column_raw_text_rule_and_remedy()
    {
        _workspace.WritePeople("E1,,,Billing:3,", "E2,,,Billing:9,", "E3,,,Juggling:1,");

        var report = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv")).Expect(4);

        Assert.Contains("people.csv:3 [skills]", report.Out, StringComparison.Ordinal);
        Assert.Contains("Found: ", report.Out, StringComparison.Ordinal);
        Assert.Contains("people.csv:4 [skills]", report.Out, StringComparison.Ordinal);
        Assert.Contains("taxonomy apply", report.Out, StringComparison.Ordinal);
        Assert.Contains("Result: something is rejected", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_held_file_ends_with_3()
    {
        _workspace.Write("people.csv", "name,skills\nE1,Billing:3\n");

        var report = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv", "--output", "json")).Expect(3);

        Assert.Equal("held", report.Text("status"));
        Assert.Equal("key-column-missing", report.Json.GetProperty("holds")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public async Task Standard_input_is_a_source()
    {
        const string People = "employee_id,skills\nE1,Billing:3\n";

        var report = (await ActorSyncProcess.RunWithAsync(_workspace, null, People, "validate", "--source", "-", "--output", "json")).Expect(0);

        Assert.Equal(1, report.Number("rows.accepted"));
    }

    [Fact]
    public async Task Suggestions_name_what_could_be_meant()
    {
        _workspace.WritePeople("E1,,,Biling:3;Juggling:2,");

        var report = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv", "--suggest")).Expect(4);

        Assert.Contains("correct it in the source to 'Billing'", report.Out, StringComparison.Ordinal);
        Assert.Contains("declare it, Taxonomy:Skills { \"name\": \"Juggling\" }", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_outside_the_pilot_group_are_out_of_scope()
    {
        _workspace.WritePeople("E1,,,Billing:3,", "E2,,,Billing:3,", "E3,,,Billing:3,");
        _workspace.Write("pilots.txt", "E1\n\nE3\n");

        var report = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv", "--only", "@pilots.txt", "--output", "json")).Expect(0);

        Assert.Equal((2, 1), (report.Number("rows.accepted"), report.Number("rows.outOfScope")));
    }

    [Fact]
    public async Task A_terminal_sequence_in_a_cell_is_shown_and_not_obeyed()
    {
        _workspace.WritePeople("E1,,,\u001b[2JBilling:3,");

        var report = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv")).Expect(4);

        Assert.DoesNotContain('\u001b', report.Everything);
        Assert.Contains("\\u001b[2J", report.Out, StringComparison.Ordinal);
    }
}
