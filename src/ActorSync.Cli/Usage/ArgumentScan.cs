using System.Globalization;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Cli.Usage;

/// <summary>Checks a command line before it is bound, so that one clear message names what was probably meant.</summary>
/// <remarks>
/// It also puts the command's words first and joins each option with its value, because the binder takes a lone <c>-</c> for
/// an option without a name; and it names the member that a group stands for when none is named, because the binder loses
/// count of joined options there.
/// </remarks>
internal static class ArgumentScan
{
    /// <summary>The member of a group that the group's name alone means.</summary>
    public const string DefaultMember = "show";

    // With more edits than this a word is nobody's misspelling.
    private const int NearEnough = 3;

    /// <summary>The command line with every value joined to its option.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static IReadOnlyList<string> Check(IReadOnlyList<string> arguments, IReadOnlyList<CommandSpec> commands)
    {
        if (arguments is ["--version" or "-v" or "--help" or "-h"])
        {
            return arguments;
        }

        var command = FindCommand(arguments, commands, out var isGroup);
        var joined = Join(arguments, command, isGroup, out var positions, out var wantsHelp);
        var words = command.Path.Split(' ');
        var rest = positions.Skip(words.Length).ToArray();
        if (wantsHelp)
        {
            return [.. words, .. joined];
        }

        CheckPositions(rest, command, isGroup, commands);
        var standsForMember = commands.Any(each => each.Path.StartsWith(command.Path + " ", StringComparison.Ordinal));
        return standsForMember ? [.. words, DefaultMember, .. rest, .. joined] : [.. words, .. rest, .. joined];
    }

    private static CommandSpec FindCommand(IReadOnlyList<string> arguments, IReadOnlyList<CommandSpec> commands, out bool isGroup)
    {
        var words = Words(arguments, commands).Take(2).ToArray();
        if (words is [])
        {
            throw new UsageException("Name a command: " + string.Join(", ", TopLevel(commands)) + ".");
        }

        var found = (words.Length == 2 ? commands.FirstOrDefault(command => command.Path == $"{words[0]} {words[1]}") : null)
            ?? commands.FirstOrDefault(command => command.Path == words[0]);
        var members = commands.Where(command => command.Path.StartsWith(words[0] + " ", StringComparison.Ordinal)).ToArray();
        isGroup = found is null && members.Length > 0;
        if (found is not null)
        {
            return found;
        }

        if (!isGroup)
        {
            throw new UsageException($"'{words[0]}' is no command.{DidYouMean(words[0], TopLevel(commands), string.Empty)}");
        }

        // A group's own help needs no member; anything else does.
        return members[0] with { Path = words[0], Arguments = [] };
    }

    private static List<string> Join(
        IReadOnlyList<string> arguments, CommandSpec command, bool isGroup, out List<string> positions, out bool wantsHelp)
    {
        var joined = new List<string>(arguments.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        positions = [];
        wantsHelp = false;

        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument is "--help" or "-h")
            {
                wantsHelp = true;
                joined.Add(argument);
            }
            else if (IsOption(argument))
            {
                joined.Add(JoinOption(arguments, ref index, command, isGroup, seen));
            }
            else
            {
                positions.Add(argument);
            }
        }

        return joined;
    }

    private static string JoinOption(
        IReadOnlyList<string> arguments, ref int index, CommandSpec command, bool isGroup, HashSet<string> seen)
    {
        var argument = arguments[index];
        var (name, value) = Split(argument);
        var option = argument.StartsWith("--", StringComparison.Ordinal) ? command.Find(name) : null;
        if (option is null)
        {
            var near = DidYouMean(name, command.Options.Select(each => each.Name), "--");
            throw new UsageException(
                isGroup ? $"'{argument.Split('=')[0]}' is no option here.{near}" : $"'{argument.Split('=')[0]}' is no option of {command.Path}.{near}",
                command.Path);
        }

        if (!seen.Add(option.Name) && !option.IsRepeatable)
        {
            throw new UsageException($"--{option.Name} was given twice.", command.Path);
        }

        if (!option.TakesValue)
        {
            return value is null ? argument : throw new UsageException($"--{option.Name} takes no value.", command.Path);
        }

        if (value is null && index + 1 < arguments.Count && !IsOption(arguments[index + 1]))
        {
            value = arguments[++index];
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            throw new UsageException($"--{option.Name} needs a value: --{option.Name} {Bracketed(option.ValueName!)}.", command.Path);
        }

        if (option.Words.Count > 0 && !option.Words.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException(
                $"--{option.Name} is one of {string.Join(", ", option.Words)}, not '{value}'.{DidYouMean(value, option.Words, string.Empty)}", command.Path);
        }

        if (option.IsNumber && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            throw new UsageException($"--{option.Name} is a whole number, not '{value}'.", command.Path);
        }

        return $"--{option.Name}={value}";
    }

    private static void CheckPositions(string[] rest, CommandSpec command, bool isGroup, IReadOnlyList<CommandSpec> commands)
    {
        var members = commands
            .Where(each => each.Path.StartsWith(command.Path + " ", StringComparison.Ordinal))
            .Select(each => each.Path[(command.Path.Length + 1)..])
            .ToArray();

        if (isGroup)
        {
            throw new UsageException(rest is []
                ? $"{command.Path} needs one of {string.Join(", ", members)}."
                : $"'{command.Path} {rest[0]}' is no command.{DidYouMean(rest[0], members, command.Path + " ")}", command.Path);
        }

        // runs takes an id or a member of its own: a near miss of the member is no id.
        if (rest is [var first, ..] && Near(first, members) is { } member)
        {
            throw new UsageException($"'{command.Path} {first}' is no command. Did you mean '{command.Path} {member}'?", command.Path);
        }

        if (rest.Length < command.Arguments.Count && command.Arguments[rest.Length] is { IsRequired: true } missing)
        {
            throw new UsageException($"{command.Path} needs {missing.Name}: {command.Path} {Bracketed(missing.Name)}.", command.Path);
        }

        if (rest.Length > command.Arguments.Count)
        {
            throw new UsageException(
                $"{command.Path} does not take '{rest[command.Arguments.Count]}'."
                + (command.Find("source") is null ? string.Empty : " A source file is given as --source FILE."),
                command.Path);
        }
    }

    // The words that are neither options nor values of any command's options.
    private static IEnumerable<string> Words(IReadOnlyList<string> arguments, IReadOnlyList<CommandSpec> commands)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            if (!IsOption(arguments[index]))
            {
                yield return arguments[index];
            }
            else if (Split(arguments[index]) is (var name, null) && commands.Select(command => command.Find(name)).Any(option => option is { TakesValue: true }))
            {
                index++;
            }
        }
    }

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]);

    private static (string Name, string? Value) Split(string argument)
    {
        var text = argument.TrimStart('-');
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
    }

    private static IEnumerable<string> TopLevel(IReadOnlyList<CommandSpec> commands) =>
        commands.Select(command => command.Path.Split(' ')[0]).Distinct();

    private static string DidYouMean(string given, IEnumerable<string> known, string prefix) =>
        Near(given, known) is { } near ? $" Did you mean '{prefix}{near}'?" : string.Empty;

    private static string? Near(string given, IEnumerable<string> known) =>
        Nearest.Of(given, known) is { } near && Nearest.Distance(given, near) is > 0 and <= NearEnough && Nearest.Distance(given, near) < near.Length ? near : null;

    private static string Bracketed(string valueName) => valueName.Contains('|', StringComparison.Ordinal) ? valueName : valueName.ToUpperInvariant();
}
