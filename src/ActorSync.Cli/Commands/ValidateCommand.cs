using ActorSync.Cli.Output;
using ActorSync.Core.Roster;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Checks source files alone.</summary>
internal sealed class ValidateCommand(CliEnvironment environment) : ActorSyncCommand<ValidateSettings>(environment, "validate")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, ValidateSettings settings, CancellationToken stop)
    {
        var loaded = session.LoadConfiguration(talksToTarget: false);
        var sources = SourceFiles.Open(session.Environment, settings.Source, session.CommandPath);
        var only = OnlyList.Read(settings.Only, session.Environment.WorkingDirectory);

        var reading = await RosterFiles.ReadAsync(sources.Inputs(), loaded.Options, loaded.Options.Taxonomy, stop);
        var rows = OutOfScope(reading, only);
        var suggestions = settings.Suggest ? SourceSuggestions.For(reading, loaded.Options.Taxonomy) : [];
        if (session.WritesJson)
        {
            session.WriteJson(writer => ValidateReport.WriteJson(writer, reading, rows, suggestions));
        }
        else
        {
            ValidateReport.WriteText(session.Out, reading, rows, suggestions, settings.Suggest);
        }

        return ValidateReport.StatusOf(reading) switch
        {
            ValidateReport.Held => ExitCode.Held,
            ValidateReport.Rejected => ExitCode.Partial,
            _ => ExitCode.Done,
        };
    }

    // As in a run: inactive rows and people outside the pilot group are out of scope.
    private static RowCounts OutOfScope(RosterReading reading, IReadOnlyList<EmployeeId>? only)
    {
        var pilots = only?.ToHashSet();
        return reading.Rows.MoveToOutOfScope(reading.People.Values
            .Where(person => person.Status == EmploymentStatus.Inactive || (pilots is not null && !pilots.Contains(person.Id)))
            .Sum(person => (long)person.AcceptedRows));
    }
}
