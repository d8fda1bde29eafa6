using System.Reflection;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Usage;

/// <summary>What a command takes, read off its settings.</summary>
/// <param name="Path">The words that name it: <c>runs abandon</c>.</param>
/// <param name="Arguments">Its arguments by position.</param>
/// <param name="Options">Its options.</param>
internal sealed record CommandSpec(
    string Path, IReadOnlyList<CommandArgumentSpec> Arguments, IReadOnlyList<CommandOptionSpec> Options)
{
    /// <summary>Reads a command's specification off the attributes of its settings.</summary>
    public static CommandSpec Of(string path, Type settings)
    {
        var properties = settings.GetProperties();
        var arguments = properties
            .Select(property => property.GetCustomAttribute<CommandArgumentAttribute>())
            .OfType<CommandArgumentAttribute>()
            .OrderBy(argument => argument.Position)
            .Select(argument => new CommandArgumentSpec(argument.ValueName, argument.IsRequired));
        var options = properties
            .Select(property => (Property: property, Option: property.GetCustomAttribute<CommandOptionAttribute>()))
            .Where(each => each.Option is not null)
            .Select(each => OptionOf(each.Property.PropertyType, each.Option!));

        return new CommandSpec(path, [.. arguments], [.. options.OrderBy(option => option.Name, StringComparer.Ordinal)]);
    }

    /// <summary>The option with this name, or null.</summary>
    public CommandOptionSpec? Find(string name) => Options.FirstOrDefault(option => option.Name == name);

    private static CommandOptionSpec OptionOf(Type property, CommandOptionAttribute option)
    {
        var type = Nullable.GetUnderlyingType(property) ?? property;
        var words = type.IsEnum ? Enum.GetNames(type).Select(name => name.ToLowerInvariant()).ToArray() : [];
        return new CommandOptionSpec(
            option.LongNames[0], type == typeof(bool) ? null : option.ValueName ?? "VALUE", type.IsArray, type == typeof(int), words);
    }
}
